// Generated from an OpenAPI document by openapi-typescript. Do not edit.
export interface paths {
    "/account/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an API key
         * @description The path of the vendor's skill. The page has /tokens.
         */
        post: operations["createAccountToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the balance of the API key */
        get: operations["getTokenBalance"];
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
         * @description A stand-in for the links of results, whose file names have no documented form. A link works for 24 hours after the end of the task.
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
         * Submit a task that generates or edits images
         * @description Always asynchronous. Reference images turn the task into an edit; there is no other route for edits.
         */
        post: operations["generateImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/generations/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a task
         * @description A failed task is a 200 too.
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
    "/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the models
         * @description The models that the key may use. Without type the list has text models only, so image models are missing.
         */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an API key
         * @description The reply is the only one that has the key.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/uploads/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a reference image
         * @description The reply has a link for reference_images, image_urls or mask_url.
         */
        post: operations["uploadImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the balance of the account */
        get: operations["getUserBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    taskEvent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reports that a task ended, or tests the address
         * @description Sent to the default address of the key, which the console sets together with a secret of 32 bytes. Delivered at least once; the id of the event tells repeats apart. The gateway waits 10 seconds for an answer and reads at most 4 KB of it. It repeats after about 10 seconds, 30 seconds, 2 minutes, 10 minutes, 1 hour, 6 hours and 24 hours. An address must have https and may have neither user nor fragment, and a private address gets no call.
         */
        post: operations["receiveDefaultTaskEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        AnyError: components["schemas"]["ErrorResponse"] | components["schemas"]["Failure"];
        Balance: {
            /** @description Credits for each US dollar. 200 at present. */
            credits_per_usd: number;
            /** @description The balance that is left, or -1 without a limit. The unit (dollar, yuan or tokens) depends on the site. */
            remain_balance: number;
            /** @description The credits that are left. */
            remain_credits: number;
            /** @enum {boolean} */
            success: true;
            /** @description true means that there is no limit. */
            unlimited_quota: boolean;
            /** @description The balance that was used, in the same unit. */
            used_balance: number;
            /** @description The credits that were used. */
            used_credits: number;
        };
        BalanceReply: components["schemas"]["Balance"] | components["schemas"]["Failure"];
        /** @description The time of the submit, in Unix seconds. */
        CreatedAt: number;
        ErrorResponse: {
            error: {
                /** @description A word, or the HTTP status as a number, depending on the page. */
                code: string | number;
                message: string;
                /** @description The field at fault. */
                param?: string;
                /** @example authentication_error */
                type?: string;
            };
        };
        /** @description The envelope of failures of uploads, balances and keys. */
        Failure: {
            message: string;
            /** @enum {boolean} */
            success: false;
        };
        GenerateRequest: {
            /** @description gpt-image-2-official takes transparent as auto and says nothing. No page lists the values. */
            background?: ("auto" | "transparent") | (string & {});
            /**
             * Format: uri
             * @description An address in place of the default one of the key. Scheme, host and port must be those of the default address.
             */
            callback_url?: string;
            /** @description An id of the caller, which the callback repeats. It does not keep a repeated request from being charged again. */
            client_business_id?: string;
            /**
             * @description Another name of reference_images; it turns the request into an edit. At most 16 PNG or JPEG images of 50 MB each for GPT image models, 14 of 10 MB for Gemini, 5 of 10 MB for gpt-4o-image. The page of Gemini lists objects and sends texts.
             *     Limit: at most 16 images; at most 7 images for the model vidu-image; at most 5 images for the model grok-imagine-1.0*; at most 1 image for the model flux-kontext*; at most 8 images for the model flux-2*; at most 3 images for the model gemini-2.5*; at most 14 images for the model gemini-3*; at most 5 images for the model gpt-4o-image.
             *     Limit: at most 52428800 bytes in an image; at most 52428800 bytes in an image for the model vidu-image; at most 52428800 bytes in an image for the model grok-imagine-1.0*; at most 52428800 bytes in an image for the model flux-kontext*; at most 52428800 bytes in an image for the model flux-2*; at most 10485760 bytes in an image for the model gemini-2.5*; at most 10485760 bytes in an image for the model gemini-3*; at most 52428800 bytes in an image for the model gpt-4o-image.
             */
            image_urls?: (string | {
                /** Format: uri */
                url: string;
            })[];
            /**
             * @description For Seedream 5.0 Pro. true makes a base image and layers.
             * @default false
             */
            layer_decomposition?: boolean;
            /**
             * Format: uri
             * @description A PNG with an alpha channel, of the first reference image's size. Its transparent parts are repainted. Needs image_urls.
             */
            mask_url?: string;
            /** @description Fields that only some models have. */
            metadata?: {
                /** @description An id of the caller; the field at the top is advised. */
                client_business_id?: string;
                /**
                 * @description For Gemini 3.1 flash, with google_search.
                 * @default false
                 */
                google_image_search?: boolean;
                /**
                 * @description For Gemini 3.1 flash.
                 * @default false
                 */
                google_search?: boolean;
                /**
                 * @description For Gemini 3 pro.
                 * @enum {string}
                 */
                orientation?: "landscape" | "portrait";
                /**
                 * @description The tier of Gemini, Flux, Seedream and Vidu models.
                 * @enum {string}
                 */
                resolution?: "0.5K" | "1K" | "2K" | "3K" | "4K";
                /**
                 * @description For Seedream and Vidu.
                 * @default false
                 */
                watermark?: boolean;
            };
            /** @description The model. */
            model: ("gpt-image-2" | "gpt-image-2-official" | "gpt-image-2-vip" | "gpt-4o-image" | "gemini-3-pro-image-preview" | "nano-banana-pro" | "gemini-3.1-flash-image-preview" | "gemini-2.5-flash-image-preview" | "nano-banana" | "flux-2-pro" | "flux-kontext-pro" | "grok-imagine-1.0" | "grok-imagine-1.0-edit" | "vidu-image" | "gemini-3-pro-image-preview-official" | "gemini-3.1-flash-image-preview-official" | "gemini-2.5-flash-image-official") | (string & {});
            /**
             * @description Number of images, as a number and not as text. gpt-4o-image takes 1, 2 and 4; Gemini and vidu-image take 1. The head of the page of gpt-image-2-official says up to 4.
             *     Limit: 1 to 10.
             *     Limit: 1 for the model gemini-3-pro-image-preview.
             *     Limit: 1 for the model nano-banana-pro.
             *     Limit: 1 for the model gemini-3.1-flash-image-preview.
             *     Limit: 1 for the model gemini-2.5-flash-image-preview.
             *     Limit: 1 for the model nano-banana.
             *     Limit: 1 for the model vidu-image.
             * @default 1
             */
            n?: number;
            /**
             * @description For jpeg. 0 means no compression, 100 the most.
             * @default 100
             */
            output_compression?: number;
            /**
             * @description The format of the images of gpt-image-2-official and of edits.
             * @default png
             * @enum {string}
             */
            output_format?: "png" | "jpeg";
            /**
             * @description What to draw or to change. At most 32000 characters for gpt-image-2 and gpt-image-2-vip, 1000 for gpt-4o-image and Grok.
             *     Limit: at most 32000 characters; at most 1000 characters for the model grok-imagine-1.0-edit; at most 1000 characters for the model grok-imagine-1.0; at most 1000 characters for the model gpt-4o-image.
             */
            prompt: string;
            /**
             * @description high by default for gpt-image-2-official and edits, medium for gpt-image-2-vip. Other pages do not have the field.
             * @enum {string}
             */
            quality?: "low" | "medium" | "high";
            /**
             * @description Reference images as http or https links. Base64 text is refused.
             *     Limit: at most 16 images; at most 7 images for the model vidu-image; at most 5 images for the model grok-imagine-1.0*; at most 1 image for the model flux-kontext*; at most 8 images for the model flux-2*; at most 3 images for the model gemini-2.5*; at most 14 images for the model gemini-3*; at most 5 images for the model gpt-4o-image.
             *     Limit: at most 52428800 bytes in an image; at most 52428800 bytes in an image for the model vidu-image; at most 52428800 bytes in an image for the model grok-imagine-1.0*; at most 52428800 bytes in an image for the model flux-kontext*; at most 52428800 bytes in an image for the model flux-2*; at most 10485760 bytes in an image for the model gemini-2.5*; at most 10485760 bytes in an image for the model gemini-3*; at most 52428800 bytes in an image for the model gpt-4o-image.
             */
            reference_images?: string[];
            /**
             * @description The tier of GPT image models.
             * @default 1k
             * @enum {string}
             */
            resolution?: "1k" | "2k" | "4k" | "1K" | "2K" | "4K";
            /**
             * @description Results are links, so the pages advise url.
             * @default url
             */
            response_format?: "url" | (string & {});
            /** @description For vidu-image. */
            seed?: number;
            /**
             * @description A ratio. The GPT image pages have 1:1, 3:2, 2:3, 4:3, 3:4, 5:4, 4:5, 16:9, 9:16, 2:1, 1:2, 21:9 and 9:21, gpt-4o-image only the first three, Gemini also 1:4, 4:1, 1:8 and 8:1. gpt-image-2-official also takes auto, and has 4k only for 16:9, 2:1 and 21:9 and their portraits.
             * @default 1:1
             */
            size?: ("auto" | "1:1" | "3:2" | "2:3" | "4:3" | "3:4" | "5:4" | "4:5" | "16:9" | "9:16" | "2:1" | "1:2" | "21:9" | "9:21") | (string & {});
            /** @description An id of the caller for tracking. */
            trace_id?: string;
        };
        /** @description A task. It waits or is being worked on, or it has images, or it failed. */
        ImageTask: {
            /** @description The time at which the task ended, in Unix seconds. Only a completed task has this member. */
            completed_at?: number;
            created_at: components["schemas"]["CreatedAt"];
            error?: components["schemas"]["TaskError"];
            /** @description The time until which the links work, in Unix seconds. It is 86400 seconds after completed_at. */
            expires_at?: number;
            id: components["schemas"]["TaskId"];
            model: string;
            object: components["schemas"]["TaskObject"];
            progress: components["schemas"]["Progress"];
            result?: components["schemas"]["TaskResult"];
            /** @enum {string} */
            status: "queued" | "in_progress" | "completed" | "failed" | "submitted";
            /**
             * Format: uri
             * @description The image. The list of fields and the sample code have this member, the sample reply does not.
             */
            url?: string;
        };
        ModelList: {
            data: {
                /** @description Unix time in seconds. Some models have a default of the gateway. */
                created: number;
                id: string;
                /** @enum {string} */
                object: "model";
                owned_by: string;
                supported_endpoint_types: string[];
            }[];
            /** @enum {string} */
            object: "list";
            success: boolean;
        };
        /** @description Percent. The failed task of the sample has 0. */
        Progress: number;
        SubmittedTask: {
            created_at: components["schemas"]["CreatedAt"];
            id: components["schemas"]["TaskId"];
            /** @description Empty in every sample. */
            metadata?: Record<string, unknown>;
            model: string;
            object: components["schemas"]["TaskObject"];
            progress: components["schemas"]["Progress"];
            /** @enum {string} */
            status: "queued";
        };
        TaskError: {
            /** @example generation_failed */
            code: string;
            message: string;
        };
        TaskEvent: {
            /** @enum {string} */
            api_version: "v1";
            /** @description The time of the event, in Unix seconds. */
            created_at: number;
            data: {
                /** @description The id that the request had. */
                client_business_id?: string;
                error: components["schemas"]["TaskError"] | null;
                /** @description The time at which the task ended, in Unix seconds. */
                finished_at: number;
                model?: string;
                /** @description Percent as a text, where a poll has a number. */
                progress: string;
                /** @description The result of the poll, a message for a test, or null after a failure. */
                result: components["schemas"]["TaskResult"] | {
                    message: string;
                } | null;
                /**
                 * @description Other words than those of a poll.
                 * @enum {string}
                 */
                status: "SUCCESS" | "FAILURE";
                /** @description The time of the submit, in Unix seconds. */
                submitted_at: number;
                task_id: string;
                /** @enum {string} */
                task_type: "image" | "video";
            };
            /** @description The id of the event. */
            id: string;
            /** @enum {string} */
            type: "generation.completed" | "generation.failed" | "endpoint.test";
        };
        /**
         * @description The id of the task. The samples have ids of five forms.
         * @example task_img_abc123def456
         * @example tsk_img_01KPTXXXXXXXXXXXXXXX
         * @example img_5b8b19afe5c24ab3a92df996f1a33931
         * @example task_01KA040M0HP1GJWBJYZMKX1XS1
         * @example tsk_01abcdef
         */
        TaskId: string;
        /** @enum {string} */
        TaskObject: "generation.task";
        TaskResult: {
            data: {
                /** @description The place of a layer. */
                bounding_box?: Record<string, unknown>;
                /** @description The contents of a layer. */
                description?: string;
                /** @description The name of a layer. */
                name?: string;
                /** @description The format of a layer. */
                output_format?: string;
                /** @description The size of a layer in pixels. */
                size?: string;
                /**
                 * Format: uri
                 * @description A link that works for 24 hours.
                 */
                url: string;
                /** @description The order of a layer. */
                z_index?: number;
            }[];
            /** @enum {string} */
            type: "image";
        };
        Token: {
            credits_per_usd?: number;
            data: {
                /** @description Unix time in seconds. */
                accessed_time?: number;
                /** @description Unix time in seconds. */
                created_time?: number;
                cross_group_retry?: boolean;
                daily_credits?: number;
                /** @description Unix time in seconds, or -1 for no end. */
                expired_time?: number;
                group?: string;
                id: number;
                /** @description The key without its prefix sk-. */
                key: string;
                model_limits?: string;
                model_limits_enabled?: boolean;
                monthly_credits?: number;
                name: string;
                remain_credits?: number;
                remain_quota?: number;
                /**
                 * @description 1 is enabled, 2 disabled, 3 expired, 4 used up.
                 * @enum {integer}
                 */
                status: 1 | 2 | 3 | 4;
                unlimited_quota?: boolean;
                used_credits?: number;
                used_quota?: number;
                user_id?: number;
            };
            message?: string;
            /** @enum {boolean} */
            success: true;
        };
        TokenReply: components["schemas"]["Token"] | components["schemas"]["Failure"];
        TokenRequest: {
            /**
             * @description The quota of a day in credits.
             * @default 0
             */
            daily_credits?: number;
            /**
             * @description The end of the key in Unix seconds, or -1 for no end.
             * @default -1
             */
            expired_time?: number;
            /**
             * @description The group of the key.
             * @default
             */
            group?: string;
            /**
             * @description Ids of models, separated by commas.
             * @default
             */
            model_limits?: string;
            /**
             * @description true limits the key to model_limits.
             * @default false
             */
            model_limits_enabled?: boolean;
            /**
             * @description The quota of a month in credits.
             * @default 0
             */
            monthly_credits?: number;
            /** @description The name of the key. */
            name: string;
            /**
             * @description The quota of the key in credits, 200 for each US dollar. It goes before remain_quota.
             * @default 0
             */
            remain_credits?: number;
            /**
             * @description The quota of the key, 500000 for each US dollar.
             * @default 0
             */
            remain_quota?: number;
            /**
             * @description true means that there is no limit.
             * @default false
             */
            unlimited_quota?: boolean;
        };
        UploadReply: {
            data: {
                /** @description The id of the upload. */
                id: string;
                /** @enum {string} */
                mime_type: "image/jpeg" | "image/png" | "image/webp" | "image/gif";
                /** @description The size of the file in bytes. */
                size: number;
                /**
                 * Format: uri
                 * @description A public link.
                 */
                url: string;
            };
            message: string;
            /** @enum {boolean} */
            success: true;
        };
    };
    responses: {
        /** @description Any other error. */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": "internal_error",
                 *         "message": "Internal server error"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["AnyError"];
            };
        };
        /** @description The balance is not enough. */
        NoBalance: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": "insufficient_quota",
                 *         "message": "Insufficient balance"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Too many submits or too many polls. A refused request does not count towards the limit. */
        RateLimited: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                "X-RateLimit-Category": components["headers"]["RateCategory"];
                "X-RateLimit-Limit": components["headers"]["RateLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateRemaining"];
                "X-RateLimit-Reset": components["headers"]["RateReset"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": "rate_limit_exceeded",
                 *         "message": "Async task request rate exceeded"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The gateway failed. */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": "internal_error",
                 *         "message": "Internal server error"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Too many requests to a route that is not about tasks. */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 429,
                 *         "message": "Too many requests, please try again later",
                 *         "type": "rate_limit_error"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The key is missing or wrong. The pages do not tell the two apart. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
    };
    parameters: {
        /**
         * @description The name of the sender.
         * @example ToAPIs-Webhook/1.0
         */
        EventAgent: "ToAPIs-Webhook/1.0";
        /**
         * @description The id of the event. Repeats have the same id.
         * @example evt_01abcdef
         */
        EventId: string;
        /**
         * @description v1= and the HMAC-SHA256, in lower-case hexadecimal digits, of the id, a dot, the timestamp, a dot and the raw body. For 24 hours after a new secret there are two, joined by a comma.
         * @example v1=6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b
         */
        EventSignature: string;
        /**
         * @description The time of this sending, in Unix seconds. A receiver refuses a first sending that is more than five minutes old.
         * @example 1783953302
         */
        EventTimestamp: number;
    };
    requestBodies: {
        TaskEvent: {
            content: {
                "application/json": components["schemas"]["TaskEvent"];
            };
        };
    };
    headers: {
        /** @description The limit that refused the request. Submits and polls have one each, for all keys of a user. */
        RateCategory: "async_submit" | "async_query";
        /**
         * @description The number of requests that the limit allows.
         * @example 300
         */
        RateLimit: number;
        /**
         * @description The number of requests that are left.
         * @example 0
         */
        RateRemaining: number;
        /**
         * @description The end of the limit. The unit is not documented.
         * @example 12
         */
        RateReset: number;
        /**
         * @description Seconds to wait before the next request.
         * @example 12
         */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createAccountToken: {
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
                 *       "name": "My new token",
                 *       "expired_time": -1,
                 *       "remain_credits": 200,
                 *       "unlimited_quota": false
                 *     }
                 */
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description The key. A failure is a 200 too, with success false. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": false,
                     *       "message": "令牌名称过长"
                     *     }
                     */
                    "application/json": components["schemas"]["TokenReply"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
    getTokenBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance. A deleted key is a 200 too, with success false. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalanceReply"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
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
            /** @description The task was accepted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "task_img_abc123def456",
                     *       "object": "generation.task",
                     *       "model": "gpt-image-2",
                     *       "status": "queued",
                     *       "progress": 0,
                     *       "created_at": 1703884800,
                     *       "metadata": {}
                     *     }
                     */
                    "application/json": components["schemas"]["SubmittedTask"];
                };
            };
            /** @description A parameter is missing or wrong, or the key has no callback while the request has callback_url. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["NoBalance"];
            /** @description The content filter blocked the request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "content_policy_violation",
                     *         "message": "Content policy violation"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            /** @description The limiter of submits is unavailable. Polls still work. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": "rate_limit_unavailable",
                     *         "message": "The async task submit limiter is temporarily unavailable"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
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
                /**
                 * @description The id from the reply to the submit.
                 * @example task_01KA040M0HP1GJWBJYZMKX1XS1
                 */
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The task. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageTask"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description No such task. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 404,
                     *         "message": "Task not found",
                     *         "type": "not_found_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    listModels: {
        parameters: {
            query?: {
                /** @description The kind of models to list. chat means text. */
                type?: "text" | "chat" | "image" | "video" | "audio" | "all";
            };
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
                     *       "success": true,
                     *       "object": "list",
                     *       "data": [
                     *         {
                     *           "id": "gpt-image-2",
                     *           "object": "model",
                     *           "created": 1626777600,
                     *           "owned_by": "openai",
                     *           "supported_endpoint_types": [
                     *             "image"
                     *           ]
                     *         },
                     *         {
                     *           "id": "gemini-3-pro-image-preview",
                     *           "object": "model",
                     *           "created": 1626777600,
                     *           "owned_by": "google",
                     *           "supported_endpoint_types": [
                     *             "image"
                     *           ]
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
    createToken: {
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
                 *       "name": "My new token",
                 *       "expired_time": -1,
                 *       "remain_credits": 200,
                 *       "unlimited_quota": false
                 *     }
                 */
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description The key. A failure is a 200 too, with success false. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenReply"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
    uploadImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description A JPEG, PNG, WebP or GIF file of at most 10 MB. */
                    file: Blob;
                    /**
                     * @description The purpose of the upload.
                     * @default generation
                     */
                    purpose?: string;
                };
            };
        };
        responses: {
            /** @description The upload. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "",
                     *       "data": {
                     *         "id": "upload_abc12345",
                     *         "url": "https://files.toapis.com/uploads/123/1737568800_abc12345.jpg",
                     *         "mime_type": "image/jpeg",
                     *         "size": 89234
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["UploadReply"];
                };
            };
            /** @description The file is too large, or its format is not accepted. These errors have another envelope than other errors. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Error"];
        };
    };
    getUserBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance. A failure of the query is a 200 too, with success false. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalanceReply"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
    receiveDefaultTaskEvent: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The name of the sender.
                 * @example ToAPIs-Webhook/1.0
                 */
                "User-Agent"?: components["parameters"]["EventAgent"];
                /**
                 * @description The id of the event. Repeats have the same id.
                 * @example evt_01abcdef
                 */
                "X-ToAPIs-Webhook-Id": components["parameters"]["EventId"];
                /**
                 * @description v1= and the HMAC-SHA256, in lower-case hexadecimal digits, of the id, a dot, the timestamp, a dot and the raw body. For 24 hours after a new secret there are two, joined by a comma.
                 * @example v1=6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b
                 */
                "X-ToAPIs-Webhook-Signature": components["parameters"]["EventSignature"];
                /**
                 * @description The time of this sending, in Unix seconds. A receiver refuses a first sending that is more than five minutes old.
                 * @example 1783953302
                 */
                "X-ToAPIs-Webhook-Timestamp": components["parameters"]["EventTimestamp"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["TaskEvent"];
        responses: {
            /** @description The receiver has the event. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver does not have the event. The gateway does not follow the redirect and sends the event again. */
            "3XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver does not have the event. The gateway sends it again. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver does not have the event. The gateway sends it again. */
            "5XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
