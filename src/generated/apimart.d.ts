// Generated from an OpenAPI document by openapi-typescript. Do not edit.
export interface paths {
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
    "/f/image/{task_id}/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an image
         * @description A stand-in for the links of results, whose file names have no documented form. A link needs no key.
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
         * Submit a task that edits an image
         * @description Only the Grok edit page names this route. The body is JSON. The route takes neither webhook nor language.
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
         * Submit a task that generates or edits images
         * @description Always asynchronous. With image_urls the task works from reference images, with mask_url it repaints a part of the first one.
         */
        post: operations["generateImage"];
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
         * @description The models that the key may use.
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
    "/tasks/{task_id}": {
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
        get: operations["getTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show several tasks
         * @description The pages name the route and its body. No page shows the reply.
         */
        post: operations["getTasks"];
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
         * @description The reply has a link for image_urls or mask_url that works for 72 hours.
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
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Balance: {
            /** @description The balance that is left, or -1 without a limit. The unit (dollar, yuan or tokens) depends on the site. */
            remain_balance: number;
            /** @enum {boolean} */
            success: true;
            /** @description true means that there is no limit. */
            unlimited_quota: boolean;
            /** @description The balance that was used. */
            used_balance: number;
        };
        BalanceFailure: {
            message: string;
            /** @enum {boolean} */
            success: false;
        };
        BalanceReply: components["schemas"]["Balance"] | components["schemas"]["BalanceFailure"];
        EditRequest: {
            /**
             * @description The image to edit, as a link or a data URL. Only the first one counts.
             *     Limit: at most 16 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            image_urls: string[];
            /** @description The model. */
            model: ("gpt-image-2-official" | "gpt-image-2.5" | "gpt-image-2" | "gpt-image-2-ext" | "grok-imagine-1.0-edit-apimart") | (string & {});
            /**
             * @description Number of images.
             *     Limit: 1 to 4.
             *     Limit: 1 for the model gpt-image-2.
             *     Limit: 1 for the model gpt-image-2-ext.
             * @default 1
             */
            n?: number;
            /** @description What to change. */
            prompt: string;
        };
        /** @description The reply to a poll of a task that ended. */
        EndedTaskReply: {
            code: components["schemas"]["SuccessCode"];
            data: components["schemas"]["Task"] & {
                /** @enum {string} */
                status?: "completed" | "failed";
            };
        };
        ErrorResponse: {
            error: {
                /** @description The HTTP status as a number. Errors of uploads have no code; the Grok page shows a word. */
                code?: number | string;
                message: string;
                /** @description Only the Grok page shows this member. */
                param?: string;
                /** @example invalid_request_error */
                type: string;
            };
            /** @description The id of the request. Only the Grok page shows this member. */
            request_id?: string;
        };
        GenerateRequest: {
            /**
             * @description For gpt-image-2-official and gpt-image-2.5. transparent needs png or webp.
             * @enum {string}
             */
            background?: "auto" | "opaque" | "transparent";
            /**
             * @description Reference images, as links or data URLs, of at most 20 MB each and 256 MB in all. The newest page of gpt-image-2 allows 15.
             *     Limit: at most 16 images.
             *     Limit: at most 20971520 bytes in an image.
             */
            image_urls?: (string | {
                url: string;
            })[];
            /**
             * @description The language of the message of a failure in the callback.
             * @enum {string}
             */
            language?: "zh" | "en" | "ko" | "ja" | "ru" | "fr" | "de" | "id" | "pt" | "es";
            /**
             * Format: uri
             * @description A mask with an alpha channel, of the first reference image's size. For gpt-image-2-official, with image_urls.
             */
            mask_url?: string;
            /** @description The model. These pages describe gpt-image-2 (also gpt-image-2-ext), gpt-image-2-official, gpt-image-2.5-flare, gpt-image-2.5-sunburst and gpt-4o-image; the gateway has others. */
            model: ("gpt-image-2-official" | "gpt-image-2.5" | "gpt-image-2" | "gpt-image-2-ext" | "gpt-image-2.5-flare" | "gpt-image-2.5-sunburst" | "gpt-4o-image") | (string & {});
            /**
             * @description For gpt-image-2-official (auto by default) and gpt-image-2.5 (low by default).
             * @enum {string}
             */
            moderation?: "auto" | "low";
            /**
             * @description Number of images, as a number and not as text. gpt-image-2 makes 1, gpt-image-2-official and gpt-image-2.5 up to 4.
             *     Limit: 1 to 4.
             *     Limit: 1 for the model gpt-image-2.
             *     Limit: 1 for the model gpt-image-2-ext.
             * @default 1
             */
            n?: number;
            /**
             * @description true sends prompt and reference images to a further content filter.
             * @default false
             */
            nsfw_check?: boolean;
            /**
             * @description For gpt-image-2. true allows the official channel if the usual one fails.
             * @default false
             */
            official_fallback?: boolean;
            /** @description Compression of jpeg and webp. */
            output_compression?: number;
            /**
             * @description For gpt-image-2-official and gpt-image-2.5.
             * @default png
             * @enum {string}
             */
            output_format?: "png" | "jpeg" | "webp";
            /** @description What to draw, in English or Chinese. The content filter reads it before the task is made. */
            prompt: string;
            /**
             * @description For gpt-image-2-official and gpt-image-2.5. gpt-image-2 ignores the field but refuses xhigh and max, which only gpt-image-2.5 has.
             * @default auto
             * @enum {string}
             */
            quality?: "auto" | "low" | "medium" | "high" | "xhigh" | "max";
            /**
             * @description The tier of a ratio. It has no effect on pixels.
             * @default 1k
             * @enum {string}
             */
            resolution?: "1k" | "2k" | "4k";
            /** @description Has no effect, because results are links. */
            response_format?: string;
            /** @description A ratio, auto or pixels. The ratios are 1:1, 3:2, 2:3, 4:3, 3:4, 5:4, 4:5, 16:9, 9:16, 2:1, 1:2, 3:1, 1:3, 21:9 and 9:21. Pixels of gpt-image-2.5 are multiples of 16, at most 3840 long, 655360 to 8294400 in all, and at most 3:1. The default of gpt-image-2.5 is auto, of the other models 1:1. */
            size?: ("auto" | "1:1" | "3:2" | "2:3" | "4:3" | "3:4" | "5:4" | "4:5" | "16:9" | "9:16" | "2:1" | "1:2" | "21:9" | "9:21" | "1600x1200") | (string & {});
            /** @description Has no effect. */
            style?: string;
            /**
             * Format: uri
             * @description The base of the address that is called when the task ends. The gateway adds /callback.
             */
            webhook?: string;
        };
        ModelList: {
            data: {
                created?: number;
                id: string;
                object?: string;
                owned_by?: string;
            }[];
            object?: string;
        };
        SubmitReply: {
            code: components["schemas"]["SuccessCode"];
            data: components["schemas"]["SubmittedItem"][] | components["schemas"]["SubmittedObject"];
        };
        SubmittedItem: {
            /**
             * @description The word of a submit. Polls use other words.
             * @enum {string}
             */
            status: "submitted";
            /** @description The id of the task. */
            task_id: string;
        };
        /** @description The accepted task as the older page of gpt-4o-image shows it. */
        SubmittedObject: {
            /** @description The time of the submit, in Unix seconds. */
            created?: number;
            /** @description The id of the task. */
            id: string;
            model?: string;
            /** @enum {string} */
            object?: "image.generation.task";
            progress?: number;
            /** @enum {string} */
            status: "pending";
            task_info?: {
                /** @description No page documents how to cancel a task. */
                can_cancel?: boolean;
                /** @description The expected duration in seconds. */
                estimated_time?: number;
            };
            /** @enum {string} */
            type?: "image";
        };
        /**
         * @description Repeats the HTTP status.
         * @enum {integer}
         */
        SuccessCode: 200;
        /** @description A task. It waits or is being worked on, or it has images, or it ended without images. */
        Task: {
            /** @description The duration of the task in seconds. Only a completed task has this member. */
            actual_time?: number;
            /** @description The time at which the task ended, in Unix seconds. Only a completed task has this member. */
            completed?: number;
            /** @description The price of the task in US dollars. The money of a failed task is refunded. */
            cost?: number;
            /** @description The time of the submit, in Unix seconds. */
            created?: number;
            /** @description The price of the task in credits, ten for each US dollar. */
            credits_cost?: number;
            error?: components["schemas"]["TaskError"];
            /** @description The expected duration in seconds. */
            estimated_time?: number;
            /** @description The id of the task. */
            id: string;
            /** @description Percent. */
            progress: number;
            result?: components["schemas"]["TaskResult"];
            /**
             * @description The words of a poll. No page documents how to cancel a task.
             * @enum {string}
             */
            status: "pending" | "processing" | "completed" | "failed" | "cancelled" | "submitted" | "in_progress";
            usage?: components["schemas"]["Usage"];
        };
        TaskError: {
            /** @description A number on the page of the poll, the text task_failed on the page of the callback. */
            code?: number | string;
            message: string;
            param?: string;
            /** @example task_failed */
            type: string;
        };
        TaskReply: {
            code: components["schemas"]["SuccessCode"];
            data: components["schemas"]["Task"];
        };
        TaskResult: {
            images: {
                /** @description The time until which the links work, in Unix seconds. */
                expires_at: number;
                /** @description Links to one image. Every sample of the present page has one link. */
                url: string[] | string;
            }[];
        };
        Upload: {
            /** @description The size of the file. */
            bytes: number;
            /** @enum {string} */
            content_type: "image/jpeg" | "image/png" | "image/webp" | "image/gif";
            /** @description The time of the upload, in Unix seconds. */
            created_at: number;
            /** @description The name of the uploaded file. */
            filename: string;
            /**
             * Format: uri
             * @description A public link that works for 72 hours.
             */
            url: string;
        };
        /** @description The tokens of a task of gpt-image-2-official or gpt-image-2.5. */
        Usage: {
            input_tokens: number;
            input_tokens_details?: {
                cached_tokens?: number;
                image_tokens?: number;
                text_tokens?: number;
            };
            output_tokens: number;
            output_tokens_details?: {
                image_tokens?: number;
                text_tokens?: number;
            };
            total_tokens: number;
        };
        /** @description The reply that the response version 2026-07-27 fixes. */
        VersionedReply: {
            data: {
                /** @description The id of the task. */
                id: string;
                /**
                 * @description A result has its images already. The form of a result is not documented.
                 * @enum {string}
                 */
                object?: "generation.task" | "generation.result";
                /**
                 * Format: uri-reference
                 * @description Where to poll the task.
                 */
                poll_url?: string;
                /** @example pending */
                status?: string;
            };
            /** @description The id of the request. */
            request_id?: string;
        };
    };
    responses: {
        /** @description The service behind the gateway failed. */
        BadGateway: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 502,
                 *         "message": "Bad gateway, the server is unavailable",
                 *         "type": "bad_gateway"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description A parameter is missing or wrong. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 400,
                 *         "message": "prompt is required",
                 *         "type": "invalid_request_error"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Any other error. */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 500,
                 *         "message": "Internal server error, try again later",
                 *         "type": "server_error"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The account may not use the resource. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 403,
                 *         "message": "You have no permission to use this resource",
                 *         "type": "permission_error"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The key was used before. The first request still runs, or had another body, or has an outcome that nobody knows; in the last case the caller stops and keeps the key. */
        IdempotencyConflict: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The balance of the account is not enough. */
        NoBalance: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 402,
                 *         "message": "The balance of the account is not enough",
                 *         "type": "payment_required"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Too many requests. */
        RateLimited: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 429,
                 *         "message": "Rate limit exceeded. Please try again later",
                 *         "type": "rate_limit_error"
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
                 *         "code": 500,
                 *         "message": "Internal server error, try again later",
                 *         "type": "server_error"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The task was accepted. The older page of gpt-4o-image shows an object in place of the list. */
        Submitted: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SubmitReply"];
            };
        };
        /** @description The task was accepted, in the form of the response version 2026-07-27. */
        SubmittedVersioned: {
            headers: {
                "Idempotency-Replayed": components["headers"]["Replayed"];
                "X-APIMart-Response-Version": components["headers"]["Version"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "request_id": "req_01KPQ7J7DWB7QZ3WCEK3YVPBRA",
                 *       "data": {
                 *         "object": "generation.task",
                 *         "id": "task_01KPQ7J7DWB7QZ3WCEK3YVPBRA",
                 *         "status": "pending",
                 *         "poll_url": "/v1/tasks/task_01KPQ7J7DWB7QZ3WCEK3YVPBRA"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["VersionedReply"];
            };
        };
        /** @description The key is missing or wrong. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 401,
                 *         "message": "Authentication failed, check your API key",
                 *         "type": "authentication_error"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The service behind the gateway, or the check of idempotency keys, is unavailable. The second means that nothing ran. */
        Unavailable: {
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
         * @description Names one logical request, so that a repeat is not charged again. A repeat has the same key, body and response version. Only the skill and the Grok page document the header.
         * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
         */
        IdempotencyKey: string;
        /** @description Fixes the form of the reply. With this version the id of the task is data.id. */
        ResponseVersion: string;
    };
    requestBodies: never;
    headers: {
        /** @description The text true if the reply repeats the reply to an earlier request with the same key. */
        Replayed: "true" | "false";
        /**
         * @description Seconds to wait before the next request.
         * @example 10
         */
        RetryAfter: number;
        /** @description The version of the form of the reply. */
        Version: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getTokenBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance. An unknown key is a 200 too, with success false. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalanceReply"];
                };
            };
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["RateLimited"];
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
    editImage: {
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
                 *       "model": "grok-imagine-1.0-edit-apimart",
                 *       "prompt": "Make the background a starry sky, keep the subject",
                 *       "image_urls": [
                 *         "https://upload.apimart.ai/f/image/9990000123456-a1b2c3d4-photo.jpg"
                 *       ],
                 *       "n": 1
                 *     }
                 */
                "application/json": components["schemas"]["EditRequest"];
            };
        };
        responses: {
            200: components["responses"]["Submitted"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["NoBalance"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            default: components["responses"]["Error"];
        };
    };
    generateImage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Names one logical request, so that a repeat is not charged again. A repeat has the same key, body and response version. Only the skill and the Grok page document the header.
                 * @example 8e03978e-40d5-43dd-bc93-6894a57f9324
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description Fixes the form of the reply. With this version the id of the task is data.id. */
                "X-APIMart-Response-Version"?: components["parameters"]["ResponseVersion"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateRequest"];
            };
        };
        responses: {
            200: components["responses"]["Submitted"];
            202: components["responses"]["SubmittedVersioned"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["NoBalance"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["IdempotencyConflict"];
            429: components["responses"]["RateLimited"];
            /** @description The gateway failed. A size that the model does not have and a prompt that the content filter blocks are answered in this way too, with a message that starts with build_request_failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            502: components["responses"]["BadGateway"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Error"];
        };
    };
    listModels: {
        parameters: {
            query?: {
                /** @description Adds the category or the parameters of each model. */
                expand?: "category" | "parameters";
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
                     *       "object": "list",
                     *       "data": [
                     *         {
                     *           "id": "gpt-image-2",
                     *           "object": "model",
                     *           "created": 1763088289
                     *         },
                     *         {
                     *           "id": "gpt-image-2-official",
                     *           "object": "model",
                     *           "created": 1763088289,
                     *           "owned_by": "openai"
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
    getTask: {
        parameters: {
            query?: {
                /** @description The language of the message of a failure. The page with four languages is older than the page with ten. */
                language?: "zh" | "en" | "ko" | "ja" | "ru" | "fr" | "de" | "id" | "pt" | "es";
            };
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
                    "application/json": components["schemas"]["TaskReply"];
                };
            };
            /** @description The id is not the id of a task. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "code": 400,
                     *         "message": "Invalid task ID",
                     *         "type": "invalid_request_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["NoBalance"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["ServerError"];
            502: components["responses"]["BadGateway"];
            default: components["responses"]["Error"];
        };
    };
    getTasks: {
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
                 *       "task_ids": [
                 *         "task_01KA040M0HP1GJWBJYZMKX1XS1",
                 *         "task_01KPQ7J7DWB7QZ3WCEK3YVPBRA"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description The ids of the tasks. */
                    task_ids: string[];
                };
            };
        };
        responses: {
            /** @description The tasks, in a form that is not documented. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example {} */
                    "application/json": Record<string, unknown>;
                };
            };
            401: components["responses"]["Unauthorized"];
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
                    /** @description A JPEG, PNG, WebP or GIF file, judged by content, of at most 20 MB (20971520 bytes). */
                    file: Blob;
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
                     *       "url": "https://upload.apimart.ai/f/image/9990000123456-a1b2c3d4-photo.jpg",
                     *       "filename": "photo.jpg",
                     *       "content_type": "image/jpeg",
                     *       "bytes": 235680,
                     *       "created_at": 1743436800
                     *     }
                     */
                    "application/json": components["schemas"]["Upload"];
                };
            };
            /** @description The file is missing, or its format is not accepted. These errors have no code. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description The file is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "file size 25165824 exceeds maximum 20971520 bytes",
                     *         "type": "invalid_request_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            429: components["responses"]["RateLimited"];
            /** @description The upload failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": {
                     *         "message": "failed to upload image",
                     *         "type": "server_error"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
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
            429: components["responses"]["RateLimited"];
            default: components["responses"]["Error"];
        };
    };
}
