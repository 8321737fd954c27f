// Generated from an OpenAPI document by openapi-typescript. Do not edit.
export interface paths {
    "/async/images/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a generation
         * @description The response has a task id for polling.
         */
        post: operations["submitAsyncImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/async/images/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Poll a task
         * @description Finds the task by id alone; the owner is not checked.
         */
        get: operations["getAsyncImageResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/generated/{task_id}/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an image
         * @description A stand-in for the storage host, which the documents do not name.
         */
        get: operations["getResultImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Edit an image
         * @description The page says that the body is form data and not JSON. Its parameter table could not be retrieved.
         */
        post: operations["editImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate images from a prompt
         * @description Named in the navigation of the docs. Its parameter table and its reply could not be retrieved.
         */
        post: operations["generateImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/variations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Variations, not implemented
         * @description Always returns 501.
         */
        post: operations["createVariation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the models */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a model */
        get: operations["retrieveModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AsyncGenerateRequest: {
            /**
             * @description One or several reference images.
             *     Limit: at most 16 images.
             */
            image?: string | string[];
            model?: ("dall-e-2" | "gpt-image-2" | "dall-e-3" | "flux-2-pro") | (string & {});
            /** @description Limit: 1 to 10. */
            n?: number;
            prompt?: string;
            size?: ("auto" | "1024x1024") | (string & {});
        };
        AsyncSubmitResponse: {
            message: string;
            /** @description Empty when the request was refused. */
            task_id: string;
            /**
             * @description succeed means accepted, not finished; failed means refused.
             * @enum {string}
             */
            task_status: "succeed" | "failed";
        };
        AsyncTask: {
            image_id?: string;
            image_urls?: string[];
            message?: string;
            task_id: string;
            /**
             * @description A task that delivers only some of its images is succeed, and message has the counts.
             * @enum {string}
             */
            task_status: "processing" | "succeed" | "failed";
        };
        /** @description The relay's envelope together with the fields of a response. */
        BlockedError: {
            created: number;
            data: null;
            error: {
                /**
                 * @example gemini_prompt_blocked
                 * @example gemini_no_image_generated
                 * @example gemini_incomplete_generation
                 * @example gemini_no_candidates
                 */
                code: string;
                message: string;
                param?: string;
                type?: string;
            };
            usage: Record<string, unknown>;
        };
        /** @description A completed image. Each image has its own event. */
        CompletedEvent: {
            /** @description The image in base64. */
            b64_json: string;
            background: string;
            /** @description Time in Unix seconds. */
            created_at: number;
            output_format: string;
            quality: string;
            size: string;
            /** @enum {string} */
            type: "image_generation.completed" | "image_edit.completed";
            /** @description Tokens. OpenAI's events have no details of the output tokens. */
            usage: {
                input_tokens?: number;
                input_tokens_details?: {
                    image_tokens?: number;
                    text_tokens?: number;
                };
                output_tokens?: number;
                total_tokens?: number;
            };
        };
        /** @description The fields of the printed sample. Which of them are required is not known. */
        EditForm: {
            /** @description The background. The sample leaves it empty. */
            background?: string;
            /**
             * @description One image to edit, or several under the same name.
             *     Limit: at most 16 images.
             */
            image?: Blob | Blob[];
            /** @description Limit: at most 16 images. */
            "image[]"?: Blob[];
            /** @description The area that may change. The sample leaves it empty. */
            mask?: Blob;
            /**
             * @description The model.
             * @default dall-e-2
             */
            model?: ("dall-e-2" | "gpt-image-2" | "dall-e-3" | "flux-2-pro") | (string & {});
            /**
             * @description Number of images. A form carries it as text.
             *     Limit: 1 to 10.
             * @default 1
             * @example 1
             */
            n?: number;
            /** @description Number of partial images in a stream. Passed on to the upstream. */
            partial_images?: number;
            /** @description What to change. */
            prompt?: string;
            /** @description The quality. The sample leaves it empty. */
            quality?: string;
            /** @description How images are returned. The sample leaves it empty. */
            response_format?: ("url" | "b64_json") | (string & {});
            /**
             * @description Width and height in pixels.
             * @default 1024x1024
             */
            size?: ("auto" | "1024x1024") | (string & {});
            /**
             * @description Only the literal true asks for a stream; any other text does not.
             * @example true
             */
            stream?: string;
            /** @description An id of the end user. The sample leaves it empty. */
            user?: string;
        };
        /** @description The same fields as in the form. */
        EditRequest: {
            background?: string;
            /**
             * @description One or several reference images.
             *     Limit: at most 16 images.
             */
            image?: string | string[];
            /** @description A reference to the mask. */
            mask?: string;
            /** @default dall-e-2 */
            model?: ("dall-e-2" | "gpt-image-2" | "dall-e-3" | "flux-2-pro") | (string & {});
            /**
             * @description Limit: 1 to 10.
             * @default 1
             */
            n?: number;
            /** @description Number of partial images in a stream. Passed on to the upstream. */
            partial_images?: number;
            prompt?: string;
            quality?: string;
            response_format?: ("url" | "b64_json") | (string & {});
            /** @default 1024x1024 */
            size?: ("auto" | "1024x1024") | (string & {});
            stream?: boolean;
            user?: string;
        };
        /** @description A failure after the stream has begun. */
        ErrorEvent: {
            error: {
                code?: string | null;
                message: string;
                param?: string | null;
                type?: string;
            };
            type?: string;
        };
        /** @description The fields of this request are not published in a form that could be retrieved. */
        GenerateRequest: {
            background?: string;
            /**
             * @description One or several reference images.
             *     Limit: at most 16 images.
             */
            image?: string | string[];
            /** @default dall-e-2 */
            model?: ("dall-e-2" | "gpt-image-2" | "dall-e-3" | "flux-2-pro") | (string & {});
            /**
             * @description Limit: 1 to 10.
             * @default 1
             */
            n?: number;
            /** @description Number of partial images in a stream. Passed on to the upstream. */
            partial_images?: number;
            prompt?: string;
            quality?: string;
            response_format?: ("url" | "b64_json") | (string & {});
            /** @default 1024x1024 */
            size?: ("auto" | "1024x1024") | (string & {});
            stream?: boolean;
            user?: string;
        };
        Image: {
            /** @description The image in base64. */
            b64_json?: string;
            /** @description Where the image is. */
            url?: string;
        };
        /** @description The keys of the printed reply. */
        ImageResponse: {
            /** @description Time in Unix seconds. */
            created: number;
            data: components["schemas"]["Image"][];
        };
        /** @description The envelope of the middleware. The request id is inside the message. */
        MiddlewareError: {
            error: {
                message: string;
                /** @example api_error */
                type: string;
            };
        };
        Model: {
            created?: number;
            id: string;
            object?: string;
            owned_by?: string;
        };
        ModelList: {
            data: components["schemas"]["Model"][];
            object?: string;
        };
        /** @description A partial image. */
        PartialEvent: {
            /** @description The image in base64. */
            b64_json: string;
            background: string;
            /** @description Time in Unix seconds. */
            created_at: number;
            output_format: string;
            /** @description Counts from 0. */
            partial_image_index: number;
            quality: string;
            size: string;
            /** @enum {string} */
            type: "image_generation.partial_image" | "image_edit.partial_image";
        };
        /** @description The envelope of the relay. An upstream error arrives as text inside message. */
        RelayError: {
            error: {
                /**
                 * @example api_error
                 * @example invalid_image_request
                 * @example parse_multipart_form_failed
                 * @example parse_form_failed
                 * @example invalid_request_json
                 * @example image_download_failed
                 * @example unsupported_model
                 * @example api_not_implemented
                 * @example failed to get image
                 * @example
                 */
                code: string;
                message: string;
                /** @description An empty string, never null. */
                param: string;
                /**
                 * @description api_error; invalid_request_error for an unknown URL.
                 * @example api_error
                 * @example invalid_request_error
                 */
                type: string;
            };
        };
        /** @description One event. */
        StreamEvent: components["schemas"]["PartialEvent"] | components["schemas"]["CompletedEvent"] | components["schemas"]["ErrorEvent"];
    };
    responses: {
        /** @description An error in the envelope of the relay or of the middleware. */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["RelayError"] | components["schemas"]["MiddlewareError"] | components["schemas"]["BlockedError"];
            };
        };
        /** @description Too many requests. Either no body at all (limiter per client address) or the relay's envelope, so no content is declared. No Retry-After. */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    submitAsyncImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AsyncGenerateRequest"];
            };
        };
        responses: {
            /** @description Accepted, or refused with an empty task id. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AsyncSubmitResponse"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
    getAsyncImageResult: {
        parameters: {
            query: {
                /** @description The task id. Lower case, no underscore. */
                taskid: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task, whether running, finished or failed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AsyncTask"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            /** @description Unknown task. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "record not found",
                     *         "type": "api_error",
                     *         "param": "",
                     *         "code": "failed to get image"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["RelayError"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getResultImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                index: number;
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                    "image/png": unknown;
                    "image/webp": unknown;
                };
            };
            /** @description The link has expired. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such image. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any other error. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    editImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditRequest"];
                "multipart/form-data": components["schemas"]["EditForm"];
            };
        };
        responses: {
            /** @description The edited images. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "created": 1589478378,
                     *       "data": [
                     *         {
                     *           "url": "https://..."
                     *         },
                     *         {
                     *           "url": "https://..."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImageResponse"];
                    "text/event-stream": components["schemas"]["StreamEvent"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
    generateImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateRequest"];
            };
        };
        responses: {
            /** @description The images. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "created": 1589478378,
                     *       "data": [
                     *         {
                     *           "url": "https://storage.example/generated/task-1/0"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImageResponse"];
                    "text/event-stream": components["schemas"]["StreamEvent"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
    createVariation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    image?: Blob;
                };
            };
        };
        responses: {
            429: components["responses"]["TooManyRequests"];
            /** @description Not implemented. */
            501: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "API not implemented",
                     *         "type": "api_error",
                     *         "param": "",
                     *         "code": "api_not_implemented"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["RelayError"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The models. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "object": "list",
                     *       "data": [
                     *         {
                     *           "id": "gpt-image-2",
                     *           "object": "model",
                     *           "created": 1626777600,
                     *           "owned_by": "openai"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
    retrieveModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "gpt-image-2",
                     *       "object": "model",
                     *       "created": 1626777600,
                     *       "owned_by": "openai"
                     *     }
                     */
                    "application/json": components["schemas"]["Model"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
}
