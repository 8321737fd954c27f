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
         * @description Edits an image, the area under a mask, or its style. The page says that form data is usual.
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
        /** Generate images from a prompt */
        post: operations["generateImage"];
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
            usage: components["schemas"]["Usage"];
        };
        EditForm: {
            /**
             * @description Only gpt-image-1.
             * @enum {string}
             */
            background?: "transparent" | "opaque" | "auto";
            /**
             * @description One image to edit, several images under the same name, or a text part as in the printed sample.
             *     Limit: at most 16 images.
             */
            image?: string | Blob | Blob[];
            /**
             * @description Images to edit, in the form in which OpenAI clients send a list.
             *     Limit: at most 16 images.
             */
            "image[]"?: Blob[];
            /**
             * @description Only gpt-image-1.
             * @enum {string}
             */
            input_fidelity?: "high" | "low";
            /** @description A PNG that marks the area to change, usually of the image's own width and height. */
            mask?: Blob;
            /**
             * @description The model. No default is given.
             * @enum {string}
             */
            model?: "gpt-image-1" | "dall-e-2";
            /**
             * @description Number of images.
             *     Limit: 1 to 10.
             * @default 1
             */
            n?: number;
            /**
             * @description Compression of jpeg and webp, gpt-image-1 only.
             * @default 100
             */
            output_compression?: number;
            /**
             * @description Only gpt-image-1.
             * @enum {string}
             */
            output_format?: "png" | "jpeg" | "webp";
            /**
             * @description How many previews a stream sends.
             * @default 0
             */
            partial_images?: number;
            /**
             * @description What to change.
             * @example 在图片中添加一朵红色的玫瑰花
             */
            prompt: string;
            /**
             * @description The values that work depend on the model.
             * @enum {string}
             */
            quality?: "auto" | "high" | "medium" | "low" | "standard";
            /**
             * @description Only dall-e-2, says the page; its sample sends it with gpt-image-1.
             * @enum {string}
             */
            response_format?: "url" | "b64_json";
            /**
             * @description The values that work depend on the model.
             * @enum {string}
             */
            size?: "1024x1024" | "1536x1024" | "1024x1536" | "auto" | "256x256" | "512x512";
            /**
             * @description Streams the result where that is supported.
             * @default false
             */
            stream?: boolean;
            /** @description An id of the end user. */
            user?: string;
        };
        /** @description A failure after the stream has begun. */
        ErrorEvent: {
            error: components["schemas"]["ErrorResponse"]["error"];
            type?: string;
        };
        /** @description The envelope of OpenAI, assumed. */
        ErrorResponse: {
            error: {
                code?: string | null;
                message: string;
                param?: string | null;
                type?: string;
            };
        };
        GenerateRequest: {
            /** @enum {string} */
            background?: "transparent" | "opaque" | "auto";
            /**
             * @description The model. No default is given.
             * @enum {string}
             */
            model?: "gpt-image-1" | "dall-e-3" | "dall-e-2";
            /**
             * @description Limit: 1 to 10.
             * @default 1
             */
            n?: number;
            /** @default 100 */
            output_compression?: number;
            /** @enum {string} */
            output_format?: "png" | "jpeg" | "webp";
            /** @default 0 */
            partial_images?: number;
            /** @description What to draw. */
            prompt: string;
            /**
             * @description The values that the response of both endpoints may echo.
             * @enum {string}
             */
            quality?: "auto" | "high" | "medium" | "low" | "hd" | "standard";
            /** @enum {string} */
            response_format?: "url" | "b64_json";
            /** @description Left open, because dall-e-3 has its own values. */
            size?: "auto" | (string & {});
            /** @default false */
            stream?: boolean;
            user?: string;
        };
        /** @description An image, as url or as b64_json. */
        Image: {
            /** @description The image in base64. */
            b64_json?: string;
            /** @description May be temporary; the page advises to copy it on the server. */
            url?: string;
        };
        ImageResponse: {
            /** @enum {string} */
            background?: "transparent" | "opaque" | "auto";
            /**
             * Format: int64
             * @description Time in Unix seconds.
             */
            created: number;
            data: components["schemas"]["Image"][];
            /** @enum {string} */
            output_format?: "png" | "jpeg" | "webp";
            /** @enum {string} */
            quality?: "auto" | "high" | "medium" | "low" | "hd" | "standard";
            size?: string;
            usage?: components["schemas"]["Usage"];
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
        /** @description One event. */
        StreamEvent: components["schemas"]["PartialEvent"] | components["schemas"]["CompletedEvent"] | components["schemas"]["ErrorEvent"];
        /** @description The keys of the printed reply. */
        Usage: {
            input_tokens?: number;
            input_tokens_details?: {
                image_tokens?: number;
                text_tokens?: number;
            };
            output_tokens?: number;
            total_tokens?: number;
        };
    };
    responses: {
        /** @description An error. Its shape is not documented. */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "message": "Incorrect API key provided.",
                 *         "type": "invalid_request_error",
                 *         "param": null,
                 *         "code": "invalid_api_key"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
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
                "multipart/form-data": components["schemas"]["EditForm"];
            };
        };
        responses: {
            "4XX": components["responses"]["Error"];
            /** @description The edited images. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "created": 1589478378,
                     *       "background": "auto",
                     *       "output_format": "png",
                     *       "quality": "high",
                     *       "size": "1024x1024",
                     *       "data": [
                     *         {
                     *           "url": "https://example.com/edited-image.png"
                     *         }
                     *       ],
                     *       "usage": {
                     *         "input_tokens": 18,
                     *         "input_tokens_details": {
                     *           "image_tokens": 5,
                     *           "text_tokens": 13
                     *         },
                     *         "output_tokens": 1,
                     *         "total_tokens": 19
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ImageResponse"];
                    "text/event-stream": components["schemas"]["StreamEvent"];
                };
            };
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
            "4XX": components["responses"]["Error"];
            /** @description The images. The printed response has a url, background auto and usage. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "created": 1589478378,
                     *       "background": "auto",
                     *       "output_format": "png",
                     *       "quality": "high",
                     *       "size": "1024x1024",
                     *       "data": [
                     *         {
                     *           "url": "https://storage.example/generated/task-1/0"
                     *         }
                     *       ],
                     *       "usage": {
                     *         "input_tokens": 18,
                     *         "input_tokens_details": {
                     *           "image_tokens": 5,
                     *           "text_tokens": 13
                     *         },
                     *         "output_tokens": 1,
                     *         "total_tokens": 19
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ImageResponse"];
                    "text/event-stream": components["schemas"]["StreamEvent"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
}
