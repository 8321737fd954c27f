// Generated from an OpenAPI document by openapi-typescript. Do not edit.
export interface paths {
    "/generated/{task_id}/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a result image */
        get: operations["getResultImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/images/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Edit images (gpt-image-1)
         * @description Follows https://platform.openai.com/docs/api-reference/images/createEdit. The page's prose lists image (file or several files; gpt-image-1: PNG, WEBP or JPG under 25 MB each; dall-e-2: one square PNG under 4 MB), prompt (up to 32000 characters, dall-e-2 1000), mask (PNG under 4 MB of the image's size, for the first image), model (optional, dall-e-2 unless gpt-image-1 parameters are used), n (1 to 10, default 1), quality (high, medium, low, default auto), response_format (url or b64_json, url only for dall-e-2, valid for 60 minutes) and size (1024x1024, 1536x1024, 1024x1536, auto; dall-e-2 256x256, 512x512, 1024x1024).
         */
        post: operations["createImageEdit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/images/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Generate images */
        post: operations["createImageGeneration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/images/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an image task */
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
        ErrorResponse: components["schemas"]["OpenAIError"] | components["schemas"]["TaskError"];
        GenerationRequest: {
            aspect_ratio?: ("1:1" | "21:9" | "16:9" | "9:16" | "9:21") | (string & {});
            background?: ("auto" | "transparent" | "opaque") | (string & {});
            /**
             * @description One reference image, or several.
             *     Limit: at most 16 images; at most 1 image for the model dall-e-2.
             *     Limit: at most 26214400 bytes in an image; at most 4194304 bytes in an image for the model dall-e-2.
             */
            image?: string | string[];
            image_size?: ("512" | "1K" | "2K" | "4K") | (string & {});
            model: ("gpt-image-2" | "gpt-image-1" | "flux-kontext-pro" | "flux-kontext-max" | "seedream-v5-pro" | "dall-e-2") | (string & {});
            moderation?: ("auto" | "low") | (string & {});
            /** @description Limit: 1 to 10. */
            n?: number;
            output_compression?: number;
            output_format?: ("png" | "jpeg" | "webp" | "jpg") | (string & {});
            /**
             * @description May contain reference URLs, separated by a space.
             *     Limit: at most 32000 characters; at most 1000 characters for the model dall-e-2.
             */
            prompt: string;
            quality?: ("auto" | "high" | "medium" | "low") | (string & {});
            /**
             * @description b64_json when absent, on the gpt-image-2 page.
             * @enum {string}
             */
            response_format?: "url" | "b64_json";
            /** @description Limit: multiples of 16 pixels, edges of at most 3840 pixels, at least 655360 pixels in all, at most 8294400 pixels in all, a ratio of at most 3:1; multiples of 16 pixels, edges of at most 11584 pixels, at least 1 pixels in all, at most 16777216 pixels in all, a ratio of at most 8:1 for the model nano-banana*; one of 256x256, 512x512, 1024x1024 for the model dall-e-2. */
            size?: ("auto" | "256x256" | "512x512" | "1024x1024" | "1:1" | "1536x1024" | "1024x1536") | (string & {});
            /** @description The response to a stream request is not known. */
            stream?: boolean;
            user?: string;
        };
        /** @description Has url or b64_json. */
        ImageItem: {
            b64_json?: string;
            revised_prompt?: string;
            url?: string;
        } & ({
            b64_json: unknown;
        } | {
            url: unknown;
        });
        ImagesResponse: {
            /** @description Unix time in seconds. */
            created: number;
            data: components["schemas"]["ImageItem"][];
            usage?: components["schemas"]["Usage"];
        };
        OpenAIError: {
            error: {
                code?: unknown;
                message: string;
                param?: unknown;
                type?: string;
            };
        };
        SubmitBare: {
            id?: string;
            /** @example pending */
            status?: string;
            /** @example 3dad96708a77485e97ac7ef652796d7b */
            task_id: string;
        };
        SubmitEnvelope: {
            /** @example success */
            code: string;
            /** @description The task id. */
            data: string;
            /** @example  */
            message: string;
        };
        SubmitResponse: components["schemas"]["SubmitEnvelope"] | components["schemas"]["SubmitBare"];
        Task: {
            data?: components["schemas"]["TaskResult"] | null;
            fail_reason?: string;
            /** @example 60% */
            progress?: string;
            result_url?: string;
            /** @enum {string} */
            status: "NOT_START" | "IN_PROGRESS" | "SUCCESS" | "FAILURE";
            task_id: string;
        };
        TaskError: {
            code: string;
            data?: unknown;
            message: string;
        };
        TaskResponse: {
            /** @example success */
            code: string;
            data: components["schemas"]["Task"];
            message?: string;
        };
        TaskResult: {
            /** @description Unix time in seconds. */
            created?: number;
            data: components["schemas"]["ImageItem"][];
            model?: string;
            usage?: components["schemas"]["Usage"];
        };
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
        /** @description Any error */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
    };
    parameters: {
        /** @description The string true submits a task. The asynchronous pages require it; without it the call waits. */
        Async: string;
        /** @description URL that is called when the task ends; the payload is not known. */
        Webhook: string;
    };
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
            /** @description The image */
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
            /** @description The link has expired */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such image */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Any other error, without a body */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    createImageEdit: {
        parameters: {
            query?: {
                /** @description The string true submits a task. The asynchronous pages require it; without it the call waits. */
                async?: components["parameters"]["Async"];
                /** @description URL that is called when the task ends; the payload is not known. */
                webhook?: components["parameters"]["Webhook"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    aspect_ratio?: ("1:1" | "21:9" | "16:9" | "9:16" | "9:21") | (string & {});
                    background?: ("auto" | "transparent" | "opaque") | (string & {});
                    /**
                     * @description One file, or the field repeated. PNG, WEBP or JPG under 25 MB each.
                     *     Limit: at most 16 images; at most 1 image for the model dall-e-2.
                     *     Limit: at most 26214400 bytes in an image; at most 4194304 bytes in an image for the model dall-e-2.
                     */
                    image?: Blob | Blob[];
                    image_size?: ("512" | "1K" | "2K" | "4K") | (string & {});
                    /**
                     * @description Limit: at most 16 images; at most 1 image for the model dall-e-2.
                     *     Limit: at most 26214400 bytes in an image; at most 4194304 bytes in an image for the model dall-e-2.
                     */
                    "image[]"?: Blob[];
                    input_fidelity?: string;
                    /**
                     * @description PNG under 4 MB with the size of the image; the first image may change where the mask is transparent.
                     *     Limit: at most 4194304 bytes in an image.
                     */
                    mask?: Blob;
                    /** @description One of gpt-image-1, flux-kontext-pro, flux-kontext-max. */
                    model: ("gpt-image-2" | "gpt-image-1" | "flux-kontext-pro" | "flux-kontext-max" | "seedream-v5-pro" | "dall-e-2") | (string & {});
                    moderation?: ("auto" | "low") | (string & {});
                    /** @description Limit: 1 to 10. */
                    n?: number;
                    output_compression?: number;
                    output_format?: ("png" | "jpeg" | "webp" | "jpg") | (string & {});
                    /**
                     * @description Limit: at most 32000 characters; at most 1000 characters for the model dall-e-2.
                     * @example 带上眼镜
                     */
                    prompt: string;
                    quality?: ("auto" | "high" | "medium" | "low") | (string & {});
                    /** @enum {string} */
                    response_format?: "url" | "b64_json";
                    /** @description Limit: multiples of 16 pixels, edges of at most 3840 pixels, at least 655360 pixels in all, at most 8294400 pixels in all, a ratio of at most 3:1; multiples of 16 pixels, edges of at most 11584 pixels, at least 1 pixels in all, at most 16777216 pixels in all, a ratio of at most 8:1 for the model nano-banana*; one of 256x256, 512x512, 1024x1024 for the model dall-e-2. */
                    size?: ("auto" | "256x256" | "512x512" | "1024x1024" | "1:1" | "1536x1024" | "1024x1536") | (string & {});
                    /** @description The response to a stream request is not known. */
                    stream?: boolean;
                    user?: string;
                };
            };
        };
        responses: {
            "4XX": components["responses"]["Error"];
            /** @description The images, or the accepted task */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagesResponse"] | components["schemas"]["SubmitResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createImageGeneration: {
        parameters: {
            query?: {
                /** @description The string true submits a task. The asynchronous pages require it; without it the call waits. */
                async?: components["parameters"]["Async"];
                /** @description URL that is called when the task ends; the payload is not known. */
                webhook?: components["parameters"]["Webhook"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerationRequest"];
            };
        };
        responses: {
            "4XX": components["responses"]["Error"];
            /** @description The images, or the accepted task */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImagesResponse"] | components["schemas"]["SubmitResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    getImageTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            "4XX": components["responses"]["Error"];
            /** @description The task in its current state */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "success",
                     *       "message": "",
                     *       "data": {
                     *         "task_id": "3dad96708a77485e97ac7ef652796d7b",
                     *         "status": "IN_PROGRESS",
                     *         "progress": "60%",
                     *         "fail_reason": ""
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TaskResponse"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
}
