// Generated from an OpenAPI document by openapi-typescript. Do not edit.
export interface paths {
    "/api/pricing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List prices */
        get: operations["listPrices"];
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
        /** Edit images */
        post: operations["createImageEdit"];
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
        /** Generate images */
        post: operations["createImageGeneration"];
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
        /** Read an image task in the legacy form */
        get: operations["retrieveLegacyImageTask"];
        put?: never;
        post?: never;
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
        /** List models */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/p/img/{task_id}/{idx}": {
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
    "/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a task */
        get: operations["retrieveTask"];
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
        ErrorObject: {
            code: string | number;
            message: string;
            /** @example invalid_request_error */
            type: string;
        };
        ErrorResponse: {
            error: components["schemas"]["ErrorObject"];
        };
        ImageData: {
            /** @example file_xxx */
            file_id?: string;
            revised_prompt?: string;
            /**
             * @description /p/img/... (joined to the origin, not to /v1), https://... or data:image/...;base64,...
             * @example /p/img/img_xxx/0?exp=1777166400000&sig=...
             */
            url: string;
        };
        ImageEditRequest: {
            /** @description The billing group; it must be one that the key may use. */
            group?: string;
            /**
             * @description One file, the recommended field.
             *     Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            image?: Blob | Blob[];
            /** @description Alias of resolution. */
            image_size?: ("4k" | "uhd" | "2160p" | "2k" | "1440p" | "1k" | "1024p" | "1024") | (string & {});
            /**
             * @description Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            "image[]"?: Blob[];
            /**
             * @description One or several files, for other clients.
             *     Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            images?: Blob | Blob[];
            /**
             * @description Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            "images[]"?: Blob[];
            /**
             * @description Read as one more reference image, not as a mask.
             *     Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            mask?: Blob;
            /** @default gpt-image-2 */
            model?: "gpt-image-2" | (string & {});
            /**
             * @description 1 to 4; the backend clamps other values.
             *     Limit: 1 to 4; 1 in the tier 1k.
             */
            n?: number;
            output_format?: ("png" | "jpeg" | "webp") | (string & {});
            prompt: string;
            /** @description Alias of resolution, kept for old callers. */
            quality?: ("4k" | "uhd" | "2160p" | "2k" | "1440p" | "1k" | "1024p" | "1024") | (string & {});
            resolution?: ("4k" | "uhd" | "2160p" | "2k" | "1440p" | "1k" | "1024p" | "1024") | (string & {});
            response_format?: ("url" | "b64_json") | (string & {});
            /** @description Alias of resolution. */
            scale?: ("4k" | "uhd" | "2160p" | "2k" | "1440p" | "1k" | "1024p" | "1024") | (string & {});
            /** @description Limit: multiples of 16 pixels, at most 8294400 pixels in all. */
            size?: ("auto" | "1024x1024" | "1:1" | "3:2" | "2:3" | "4:3" | "3:4" | "5:4" | "4:5" | "16:9" | "9:16" | "2:1" | "1:2" | "21:9" | "9:21") | (string & {});
            /** @description Alias of resolution. */
            upscale?: ("4k" | "uhd" | "2160p" | "2k" | "1440p" | "1k" | "1024p" | "1024") | (string & {});
            user?: string;
        };
        ImageGenerationRequest: {
            background?: ("auto" | "transparent" | "opaque") | (string & {});
            /** @description The billing group; it must be one that the key may use. */
            group?: string;
            /**
             * @description Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            image?: components["schemas"]["ReferenceImages"];
            /** @description Alias of resolution. */
            image_size?: ("4k" | "uhd" | "2160p" | "2k" | "1440p" | "1k" | "1024p" | "1024") | (string & {});
            /**
             * @description Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            image_url?: components["schemas"]["ReferenceImages"];
            /**
             * @description Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            image_urls?: components["schemas"]["ReferenceImages"];
            /**
             * @description Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            images?: components["schemas"]["ReferenceImages"];
            /**
             * @description Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            input_image?: components["schemas"]["ReferenceImages"];
            /**
             * @description Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            input_images?: components["schemas"]["ReferenceImages"];
            /** @description The mask of a local redraw; needs at least one reference image. */
            mask_url?: string;
            /** @default gpt-image-2 */
            model?: "gpt-image-2" | (string & {});
            moderation?: ("auto" | "low") | (string & {});
            /**
             * @description From 1 to 4, and 1 in the tier 1k. Any other number becomes the nearest.
             *     Limit: 1 to 4; 1 in the tier 1k.
             * @default 1
             */
            n?: number;
            output_compression?: number;
            output_format?: ("png" | "jpeg" | "webp") | (string & {});
            prompt: string;
            /** @description Alias of resolution, kept for old callers. */
            quality?: ("4k" | "uhd" | "2160p" | "2k" | "1440p" | "1k" | "1024p" | "1024") | (string & {});
            /**
             * @description Limit: at most 9 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            reference_images?: components["schemas"]["ReferenceImages"];
            /** @enum {string} */
            resolution?: "1k" | "2k" | "4k";
            response_format?: ("url" | "b64_json") | (string & {});
            /** @description Alias of resolution. */
            scale?: ("4k" | "uhd" | "2160p" | "2k" | "1440p" | "1k" | "1024p" | "1024") | (string & {});
            /**
             * @description A ratio W:H, auto, or pixels WxH. 1024x1024 when absent (the sizes page says 1:1).
             *     Limit: multiples of 16 pixels, at most 8294400 pixels in all.
             */
            size?: ("auto" | "1024x1024" | "1:1" | "3:2" | "2:3" | "4:3" | "3:4" | "5:4" | "4:5" | "16:9" | "9:16" | "2:1" | "1:2" | "21:9" | "9:21" | "3840x2160") | (string & {});
            /** @description Alias of resolution. */
            upscale?: ("4k" | "uhd" | "2160p" | "2k" | "1440p" | "1k" | "1024p" | "1024") | (string & {});
            user?: string;
            /** @description false submits an asynchronous task; without it the request waits (true). */
            wait_for_result?: boolean;
        };
        ImageResponse: {
            /** @example 1777080000 */
            created: number;
            data: components["schemas"]["ImageData"][];
            /** @description The tier of the result. */
            resolution?: string;
            /** @example img_xxx */
            task_id?: string;
        };
        ImageSubmitResponse: {
            /** @example 1777080000 */
            created: number;
            /** @example [] */
            data: components["schemas"]["ImageData"][];
            /** @description The tier of the result. */
            resolution?: string;
            /** @example img_xxx */
            task_id: string;
        };
        ImageTask: {
            /** @description Unix time in seconds; absent until the task ends. */
            completed_at?: number;
            /**
             * @description Unix time in seconds.
             * @example 1777080000
             */
            created_at: number;
            error?: {
                /** @example upstream_error */
                code: string;
                detail?: unknown;
                message: string;
            };
            error_code?: unknown;
            error_detail?: unknown;
            error_layer?: unknown;
            error_layer_label?: unknown;
            error_message?: string;
            error_msg?: string;
            fail_reason?: string;
            failed_reason?: string;
            failure_reason?: string;
            /** @example img_xxx */
            id: string;
            message?: string;
            /**
             * @example image.task
             * @constant
             */
            object: "image.task";
            /** @example 50 */
            progress: number;
            provider_trace?: unknown;
            provider_trace_summary?: unknown;
            resolution?: string;
            result?: components["schemas"]["ImageResponse"];
            /** @enum {string} */
            status: "queued" | "in_progress" | "succeeded" | "failed" | "pending";
            /** @example img_xxx */
            task_id: string;
            timing?: unknown;
        };
        LegacyImageTask: {
            conversation_id?: string;
            created: number;
            credit_cost?: number;
            data?: components["schemas"]["ImageData"][];
            /**
             * @description Empty, or a code and a detail separated by a colon.
             * @example
             */
            error?: string;
            /** @description Unix time in seconds; 0 while the task runs. */
            finished_at?: number;
            /**
             * @example success
             * @enum {string}
             */
            status: "queued" | "dispatched" | "running" | "success" | "failed";
            /** @example img_xxx */
            task_id: string;
        };
        ModelList: {
            data: {
                created?: number;
                /** @example gpt-image-2 */
                id: string;
                /**
                 * @example model
                 * @constant
                 */
                object: "model";
                /** @example  */
                owned_by?: string;
            }[];
            /**
             * @example list
             * @constant
             */
            object: "list";
        };
        PriceList: {
            auto_groups?: unknown;
            data: {
                max_n?: number;
                model_name?: string;
                model_price?: number;
                quota_type?: number;
                resolution?: string;
            }[];
            group_ratio?: {
                [key: string]: number;
            };
            pricing_version?: string;
            success: boolean;
            supported_endpoint?: unknown;
            usable_group?: unknown;
        };
        ReferenceImages: string | (string | ({
            /** @description http(s) URL, data URL or bare base64. */
            url?: string;
        } & {
            [key: string]: unknown;
        }))[] | ({
            /** @description http(s) URL, data URL or bare base64. */
            url?: string;
        } & {
            [key: string]: unknown;
        });
    };
    responses: {
        /** @description The request is not valid */
        BadRequest: {
            headers: {
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Any other error: 402 insufficient_balance, 404 not_found, 413, 415, 500 internal_error or billing_error, 502 or 503 upstream_error or service_unavailable */
        Error: {
            headers: {
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description This key may not use the model */
        Forbidden: {
            headers: {
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The task does not exist or belongs to another user */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Too many requests */
        RateLimited: {
            headers: {
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The API key is missing or wrong */
        Unauthorized: {
            headers: {
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
    };
    parameters: {
        /** @description Echoed in the response. */
        XRequestId: string;
    };
    requestBodies: never;
    headers: {
        /** @description The id of the request, echoed or generated. */
        XRequestId: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listPrices: {
        parameters: {
            query?: never;
            header?: {
                /** @description Echoed in the response. */
                "X-Request-Id"?: components["parameters"]["XRequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            "4XX": components["responses"]["BadRequest"];
            /** @description Prices by model and group; cost is model_price x group_ratio x n */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "pricing_version": "example",
                     *       "group_ratio": {
                     *         "default": 1
                     *       },
                     *       "usable_group": {
                     *         "default": "default"
                     *       },
                     *       "auto_groups": [
                     *         "default"
                     *       ],
                     *       "supported_endpoint": {},
                     *       "data": [
                     *         {
                     *           "model_name": "gpt-image-2",
                     *           "quota_type": 1,
                     *           "resolution": "1k",
                     *           "model_price": 0.08,
                     *           "max_n": 1
                     *         },
                     *         {
                     *           "model_name": "gpt-image-2",
                     *           "quota_type": 1,
                     *           "resolution": "2k",
                     *           "model_price": 0.15,
                     *           "max_n": 4
                     *         },
                     *         {
                     *           "model_name": "gpt-image-2",
                     *           "quota_type": 1,
                     *           "resolution": "4k",
                     *           "model_price": 0.3,
                     *           "max_n": 4
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PriceList"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    createImageEdit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Echoed in the response. */
                "X-Request-Id"?: components["parameters"]["XRequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImageEditRequest"];
            };
        };
        responses: {
            /** @description The edited images */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "created": 1777080000,
                     *       "task_id": "img_xxx",
                     *       "data": [
                     *         {
                     *           "url": "/p/img/img_xxx/0?exp=1777166400000&sig=...",
                     *           "file_id": "file_xxx"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImageResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Error"];
        };
    };
    createImageGeneration: {
        parameters: {
            query?: {
                /** @description true submits an asynchronous task. */
                async?: boolean | string;
                /** @description false submits an asynchronous task. */
                wait_for_result?: boolean | string;
            };
            header?: {
                /** @description respond-async, alone or in a comma list, submits an asynchronous task. */
                Prefer?: string;
                /** @description Echoed in the response. */
                "X-Request-Id"?: components["parameters"]["XRequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageGenerationRequest"];
            };
        };
        responses: {
            /** @description The images, or the accepted task */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageSubmitResponse"] | components["schemas"]["ImageResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            default: components["responses"]["Error"];
        };
    };
    retrieveLegacyImageTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description Echoed in the response. */
                "X-Request-Id"?: components["parameters"]["XRequestId"];
            };
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task as it stands, in the legacy form */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegacyImageTask"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Error"];
        };
    };
    listModels: {
        parameters: {
            query?: never;
            header?: {
                /** @description Echoed in the response. */
                "X-Request-Id"?: components["parameters"]["XRequestId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The models that this key may use */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["XRequestId"];
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
                     *           "created": 1777080000,
                     *           "owned_by": ""
                     *         },
                     *         {
                     *           "id": "grok-imagine-video",
                     *           "object": "model",
                     *           "created": 1777080000,
                     *           "owned_by": ""
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Error"];
        };
    };
    getResultImage: {
        parameters: {
            query: {
                /** @description Expiry of the link, Unix time in milliseconds. */
                exp: number;
                /** @description The link's signature. */
                sig: string;
            };
            header?: never;
            path: {
                /** @description Counts from 0; above 64 is a 400 (inferred). */
                idx: number;
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image */
            200: {
                headers: {
                    /** @description private, max-age=1800 or 3600 (inferred). */
                    "Cache-Control"?: string;
                    "X-Request-Id": components["headers"]["XRequestId"];
                    /** @description Seen in the backend source (inferred). */
                    "X-Upscale"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                    "image/png": unknown;
                    "image/webp": unknown;
                };
            };
            /** @description A parameter is missing or not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The link has expired or its signature is wrong */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such task or image */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The origin of the image did not respond */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The origin of the image is not available */
            503: {
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
    retrieveTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description Echoed in the response. */
                "X-Request-Id"?: components["parameters"]["XRequestId"];
            };
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task as it stands */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "img_xxx",
                     *       "task_id": "img_xxx",
                     *       "object": "image.task",
                     *       "status": "in_progress",
                     *       "progress": 50,
                     *       "created_at": 1777080000
                     *     }
                     */
                    "application/json": components["schemas"]["ImageTask"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Error"];
        };
    };
}
