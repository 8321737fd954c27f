// Generated from an OpenAPI document by openapi-typescript. Do not edit.
export interface paths {
    "/generated/{task_id}/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an image
         * @description A stand-in for the object storage. A result has a permanent link if the operator sets public_base_url, otherwise a signed link that works for presign_expiry_hours, by default 24.
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
         * Edit images
         * @description The synchronous counterpart of the asynchronous route.
         */
        post: operations["editImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/edits/async": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a task that edits images
         * @description Takes the body of the synchronous route and answers before the work begins. Only keys of an OpenAI or Grok group may use the route. The route is off until the operator configures object storage.
         */
        post: operations["submitImageEdit"];
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
         * @description The synchronous counterpart of the asynchronous route.
         */
        post: operations["generateImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/generations/async": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a task that generates images
         * @description Takes the body of the synchronous route and answers before the work begins. Only keys of an OpenAI or Grok group may use the route. The route is off until the operator configures object storage.
         */
        post: operations["submitImageGeneration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a task
         * @description Only the API key that submitted the task may poll it. A poll works even if the task used up the balance of the key.
         */
        get: operations["getImageTask"];
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
        AnyError: components["schemas"]["ErrorResponse"] | components["schemas"]["KeyError"];
        /** @description The form of the synchronous route, without a stream. */
        AsyncEditForm: components["schemas"]["EditForm"] & components["schemas"]["NoStream"];
        /** @description The body of the synchronous route, without a stream. */
        AsyncEditRequest: components["schemas"]["EditRequest"] & components["schemas"]["NoStream"];
        /** @description The body of the synchronous route, without a stream. */
        AsyncGenerateRequest: components["schemas"]["GenerateRequest"] & components["schemas"]["NoStream"];
        /** @description A completed image. */
        CompletedEvent: {
            /** @description The image in base64. */
            b64_json: string;
            /** @description Unix time in seconds. */
            created_at?: number;
            /** @enum {string} */
            type: "image_generation.completed" | "image_edit.completed";
        };
        /** @description The time of the submit, in Unix seconds. */
        CreatedAt: number;
        /** @description The form that OpenAI's images API takes. */
        EditForm: {
            background?: ("auto" | "transparent" | "opaque") | (string & {});
            /**
             * @description One image to edit, or several under the same name.
             *     Limit: at most 16 images.
             */
            image?: Blob | Blob[];
            /**
             * @description Images to edit, in the form in which OpenAI clients send a list.
             *     Limit: at most 16 images.
             */
            "image[]"?: Blob[];
            input_fidelity?: ("low" | "high") | (string & {});
            /** @description A mask for the edit. */
            mask?: Blob;
            /**
             * @description The model.
             * @default gpt-image-2
             */
            model?: ("gpt-image-2" | "gpt-image-1") | (string & {});
            /**
             * @description Number of images.
             *     Limit: 1 to 10.
             * @default 1
             */
            n?: number;
            /** @description Compression of jpeg and webp, in percent. */
            output_compression?: number;
            output_format?: ("png" | "jpeg" | "webp") | (string & {});
            /** @description Number of partial images in a stream. */
            partial_images?: number;
            /** @description What to change. */
            prompt: string;
            quality?: ("auto" | "low" | "medium" | "high") | (string & {});
            /** @description The form of the images in a synchronous response. Tasks always have links. */
            response_format?: ("url" | "b64_json") | (string & {});
            /** @description The size of the images. */
            size?: ("auto" | "1024x1024" | "1536x1024") | (string & {});
            /**
             * @description Streams the images. Asynchronous routes refuse true.
             * @default false
             */
            stream?: boolean;
        };
        /** @description An edit as JSON. */
        EditRequest: {
            background?: ("auto" | "transparent" | "opaque") | (string & {});
            /**
             * @description Images to edit.
             *     Limit: at most 16 images.
             */
            images: components["schemas"]["ImageInput"][];
            input_fidelity?: ("low" | "high") | (string & {});
            mask?: components["schemas"]["ImageInput"];
            /**
             * @description The model.
             * @default gpt-image-2
             */
            model?: "gpt-image-2" | (string & {});
            /**
             * @description Number of images.
             *     Limit: 1 to 10.
             * @default 1
             */
            n?: number;
            /** @description Compression of jpeg and webp, in percent. */
            output_compression?: number;
            output_format?: ("png" | "jpeg" | "webp") | (string & {});
            /** @description Number of partial images in a stream. */
            partial_images?: number;
            /** @description What to change. */
            prompt: string;
            quality?: ("auto" | "low" | "medium" | "high") | (string & {});
            /** @description The form of the images in a synchronous response. Tasks always have links. */
            response_format?: ("url" | "b64_json") | (string & {});
            /** @description The size of the images. */
            size?: ("auto" | "1024x1024" | "1536x1024") | (string & {});
            /**
             * @description Streams the images. Asynchronous routes refuse true.
             * @default false
             */
            stream?: boolean;
        };
        /** @description A failure after the stream has begun. */
        ErrorEvent: {
            error: components["schemas"]["ErrorObject"];
            type?: string;
        };
        /** @description An OpenAI-compatible error. */
        ErrorObject: {
            code?: string | null;
            message: string;
            param?: string | null;
            /** @example api_error */
            type?: string;
        };
        ErrorResponse: {
            error: components["schemas"]["ErrorObject"];
        };
        /** @description The time from which on the task is unknown, in Unix seconds. It is 24 hours after the last change of the task. */
        ExpiresAt: number;
        /** @description The body that OpenAI's images API takes. The document prints model, prompt and size. */
        GenerateRequest: {
            background?: ("auto" | "transparent" | "opaque") | (string & {});
            /**
             * @description The model.
             * @default gpt-image-2
             */
            model?: ("gpt-image-2" | "gpt-image-1") | (string & {});
            moderation?: ("auto" | "low") | (string & {});
            /**
             * @description Number of images.
             *     Limit: 1 to 10.
             * @default 1
             */
            n?: number;
            /** @description Compression of jpeg and webp, in percent. */
            output_compression?: number;
            output_format?: ("png" | "jpeg" | "webp") | (string & {});
            /** @description Number of partial images in a stream. */
            partial_images?: number;
            /** @description What to draw. */
            prompt: string;
            quality?: ("auto" | "low" | "medium" | "high") | (string & {});
            /** @description The form of the images in a synchronous response. Tasks always have links. */
            response_format?: ("url" | "b64_json") | (string & {});
            /** @description The size of the images. */
            size?: ("auto" | "1024x1024" | "1536x1024") | (string & {});
            /**
             * @description Streams the images. Asynchronous routes refuse true.
             * @default false
             */
            stream?: boolean;
            style?: ("vivid" | "natural") | (string & {});
        };
        /** @description An image, as url or as b64_json. */
        Image: {
            /** @description The image in base64. Results of tasks do not have this member. */
            b64_json?: string;
            /**
             * Format: uri
             * @description A link to the image.
             */
            url?: string;
        };
        /** @description An image by its link. The code refuses file_id. */
        ImageInput: {
            /** @description A link or a data URL. */
            image_url: string;
        };
        /** @description The images of a synchronous request. */
        ImagesResponse: {
            /** @description Unix time in seconds. */
            created: number;
            data: components["schemas"]["Image"][];
        };
        /** @description A task. It waits or is being worked on, or it has images, or it failed. A task runs for at most 30 minutes. */
        ImageTask: {
            /** @description The time at which the task ended, in Unix seconds. */
            completed_at?: number;
            created_at: components["schemas"]["CreatedAt"];
            error?: components["schemas"]["ErrorObject"];
            expires_at: components["schemas"]["ExpiresAt"];
            /** @description The status that the synchronous route would have had. Absent while the task is being worked on. */
            http_status?: number;
            id: components["schemas"]["TaskId"];
            /**
             * Format: uri
             * @description The url of the first image. Only a completed task has this member.
             */
            image_url?: string;
            object: components["schemas"]["TaskObject"];
            result?: components["schemas"]["TaskResult"];
            /** @enum {string} */
            status: "processing" | "completed" | "failed";
            task_id: components["schemas"]["TaskId"];
        };
        /** @description A refusal of the check of the key. */
        KeyError: {
            /**
             * @example API_KEY_REQUIRED
             * @example INVALID_API_KEY
             * @example API_KEY_DISABLED
             * @example ACCESS_DENIED
             * @example INSUFFICIENT_BALANCE
             * @example USAGE_LIMIT_EXCEEDED
             * @example api_key_in_query_deprecated
             */
            code: string;
            message: string;
        };
        NoStream: {
            /**
             * @description A task has one JSON result, so a stream is refused.
             * @enum {boolean}
             */
            stream?: false;
        };
        /** @description A partial image. */
        PartialEvent: {
            /** @description The image in base64. */
            b64_json: string;
            /** @description Unix time in seconds. */
            created_at?: number;
            /** @description Counts from 0. */
            partial_image_index: number;
            /** @enum {string} */
            type: "image_generation.partial_image" | "image_edit.partial_image";
        };
        /** @description One event. */
        StreamEvent: components["schemas"]["PartialEvent"] | components["schemas"]["CompletedEvent"] | components["schemas"]["ErrorEvent"];
        /** @description A task that was accepted. */
        SubmittedTask: {
            created_at: components["schemas"]["CreatedAt"];
            expires_at: components["schemas"]["ExpiresAt"];
            id: components["schemas"]["TaskId"];
            object: components["schemas"]["TaskObject"];
            /**
             * Format: uri-reference
             * @description The path of the poll, relative to the host.
             */
            poll_url: string;
            /** @enum {string} */
            status: "processing";
            task_id: components["schemas"]["TaskId"];
        };
        /** @description The id of the task. */
        TaskId: string;
        /** @enum {string} */
        TaskObject: "image.generation.task";
        /** @description The body of the synchronous route, with a link in place of each base64 text. */
        TaskResult: {
            /** @description Unix time in seconds. */
            created: number;
            data: {
                /**
                 * Format: uri
                 * @description A link to the object storage.
                 */
                url: string;
            }[];
        };
    };
    responses: {
        /** @description An error of an asynchronous route. */
        AsyncError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "type": "invalid_request_error",
                 *         "message": "streaming image requests cannot be submitted as asynchronous tasks"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["AnyError"];
            };
        };
        /** @description An error. */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "type": "api_error",
                 *         "message": "Upstream request failed"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["AnyError"];
            };
        };
        /** @description The images. */
        Images: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "created": 1784092923,
                 *       "data": [
                 *         {
                 *           "url": "https://images.sub2api.example/generated/imgtask_0123456789abcdef/0"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ImagesResponse"];
                "text/event-stream": components["schemas"]["StreamEvent"];
            };
        };
        /** @description The operator has not enabled asynchronous tasks, or the platform of the key's group has no images. The route exists all the same; no task is created. */
        NotEnabled: {
            headers: {
                "Cache-Control": components["headers"]["NoStore"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The task was accepted. */
        Submitted: {
            headers: {
                "Cache-Control": components["headers"]["NoStore"];
                Location: components["headers"]["PollPath"];
                "Retry-After": components["headers"]["PollInterval"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "id": "imgtask_0123456789abcdef",
                 *       "task_id": "imgtask_0123456789abcdef",
                 *       "object": "image.generation.task",
                 *       "status": "processing",
                 *       "created_at": 1784092800,
                 *       "expires_at": 1784179200,
                 *       "poll_url": "/v1/images/tasks/imgtask_0123456789abcdef"
                 *     }
                 */
                "application/json": components["schemas"]["SubmittedTask"];
            };
        };
        /** @description The key is missing, unknown or disabled. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "INVALID_API_KEY",
                 *       "message": "Invalid API key"
                 *     }
                 */
                "application/json": components["schemas"]["AnyError"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Keeps caches from storing the state of a task. */
        NoStore: "no-store";
        /** @description The advised time between two polls, in seconds. */
        PollInterval: 3;
        /**
         * @description The path of the poll. It has the prefix /v1 as the submit had.
         * @example /v1/images/tasks/imgtask_0123456789abcdef
         */
        PollPath: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getResultImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number of the image in its task, from 0. */
                index: number;
                /** @description The id of the task. */
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
            "4XX": components["responses"]["Error"];
            200: components["responses"]["Images"];
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Error"];
        };
    };
    submitImageEdit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AsyncEditRequest"];
                "multipart/form-data": components["schemas"]["AsyncEditForm"];
            };
        };
        responses: {
            "4XX": components["responses"]["AsyncError"];
            202: components["responses"]["Submitted"];
            400: components["responses"]["AsyncError"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotEnabled"];
            default: components["responses"]["AsyncError"];
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
                /**
                 * @example {
                 *       "model": "gpt-image-1",
                 *       "prompt": "A lighthouse during a winter storm",
                 *       "size": "1536x1024"
                 *     }
                 */
                "application/json": components["schemas"]["GenerateRequest"];
            };
        };
        responses: {
            "4XX": components["responses"]["Error"];
            200: components["responses"]["Images"];
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Error"];
        };
    };
    submitImageGeneration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "gpt-image-1",
                 *       "prompt": "A lighthouse during a winter storm",
                 *       "size": "1536x1024"
                 *     }
                 */
                "application/json": components["schemas"]["AsyncGenerateRequest"];
            };
        };
        responses: {
            "4XX": components["responses"]["AsyncError"];
            202: components["responses"]["Submitted"];
            400: components["responses"]["AsyncError"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotEnabled"];
            default: components["responses"]["AsyncError"];
        };
    };
    getImageTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id from the reply to the submit.
                 * @example imgtask_0123456789abcdef
                 */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            "4XX": components["responses"]["AsyncError"];
            /** @description The task. A failed task is a 200 too, with the status of the failure in http_status. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["NoStore"];
                    /** @description The advised time to the next poll, in seconds. A finished task does not have this header. */
                    "Retry-After"?: 3;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageTask"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description No task of this API key has the id. An id of another key is answered in the same way, even if the user is the same. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["NoStore"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "type": "not_found_error",
                     *         "message": "image task not found"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            default: components["responses"]["AsyncError"];
        };
    };
}
