// Generated from an OpenAPI document by openapi-typescript. Do not edit.
export interface paths {
    "/results/{task_id}/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an image
         * @description A stand-in for the signed links of the delivery hosts, whose path is a name of their own and ends with a file name. A link works for 10 minutes and needs no key. The hosts send no CORS headers.
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
    "/v1/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate or edit an image with a FLUX.2 model
         * @description Without input_image the image is made from the prompt, with one the image is edited.
         */
        post: operations["generateWithFlux2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the balance */
        get: operations["getCredits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flux-dev": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Generate an image with FLUX.1 dev */
        post: operations["generateWithFluxDev"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flux-kontext-max": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate or edit an image with FLUX.1 Kontext max
         * @description At most 6 tasks may be active, instead of 24.
         */
        post: operations["generateWithKontextMax"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flux-kontext-pro": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Generate or edit an image with FLUX.1 Kontext pro */
        post: operations["generateWithKontextPro"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flux-pro-1.0-expand": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Expand an image beyond its edges */
        post: operations["expandImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flux-pro-1.0-fill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fill a part of an image */
        post: operations["fillImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flux-pro-1.1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Generate an image with FLUX1.1 pro */
        post: operations["generateWithFluxPro11"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flux-pro-1.1-ultra": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Generate an image with FLUX1.1 pro ultra */
        post: operations["generateWithFluxUltra"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/get_result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the state and the result of a task
         * @description A caller has to use polling_url as it is, because the task may be on another host than the one that took the request. The samples send the key; the published text does not require it.
         */
        get: operations["getResult"];
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
    taskEnded: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report that a task has ended
         * @description One call to webhook_url at the end of a task, over HTTPS only. A 2xx response within 30 seconds ends the delivery; otherwise the call is repeated after 1, 5 and 30 seconds and then given up. Calls may come twice; the id tells them apart. With a webhook_secret the header has the HMAC-SHA256 of the body with the secret as the key, in hexadecimal digits after sha256=. No time is signed.
         */
        post: operations["taskEnded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description An error whose form is not certain. The published text and users show detail; BFL's skill shows error, message and details. */
        AnyError: {
            /** @description A text or a list of errors. */
            detail?: string | unknown[];
            /** @description A text for each field at fault. */
            details?: Record<string, unknown>;
            /** @description A word for programs. */
            error?: string;
            /** @description A text for people. */
            message?: string;
            /** @description Seconds to wait. */
            retry_after?: number;
        };
        /**
         * @description Width to height, from 21:9 to 9:21.
         * @example 16:9
         */
        AspectRatio: string;
        /** @description The end of a task. */
        Callback: {
            /**
             * @description The cause of a failure.
             * @example content_policy_violation
             * @example generation_timeout
             * @example internal_error
             * @example invalid_image
             */
            error?: string;
            /** @description The id of the task. */
            id: string;
            /** @description The cause of a failure as a sentence. */
            message?: string;
            result?: components["schemas"]["Result"];
            /**
             * @description The state of the task.
             * @enum {string}
             */
            status: "Ready" | "Error";
            /**
             * Format: date-time
             * @description The time of the end in ISO 8601.
             */
            timestamp: string;
        };
        Credits: {
            /** @description The balance in credits. */
            credits: number;
        };
        DevRequest: {
            /**
             * @description How closely the image follows the prompt.
             * @default 3
             */
            guidance?: number | null;
            /**
             * @description Pixels.
             * @default 768
             */
            height?: components["schemas"]["Edge1"];
            /** @description An image in base64 to take as a prompt. */
            image_prompt?: string | null;
            /**
             * @description The format of the image.
             * @default jpeg
             */
            output_format?: components["schemas"]["OutputFormat"];
            /**
             * @description What to draw.
             * @default
             */
            prompt?: string;
            /**
             * @description Whether the prompt is rewritten.
             * @default false
             */
            prompt_upsampling?: boolean;
            safety_tolerance?: components["schemas"]["Tolerance6"];
            seed?: components["schemas"]["Seed"];
            /**
             * @description How many steps the model works.
             * @default 28
             */
            steps?: number | null;
            webhook_secret?: components["schemas"]["WebhookSecret"];
            webhook_url?: components["schemas"]["WebhookUrl"];
            /**
             * @description Pixels.
             * @default 1024
             */
            width?: components["schemas"]["Edge1"];
        };
        /** @description Pixels. */
        Edge1: number;
        /** @description Pixels. Without it the model decides, or the size is that of the input. A multiple of 16; width times height is at most 4 megapixels. */
        Edge2: number | null;
        ExpandRequest: {
            /**
             * @description Pixels to add on this side.
             * @default 0
             */
            bottom?: number | null;
            /**
             * @description How closely the image follows the prompt.
             * @default 60
             */
            guidance?: number | null;
            /** @description The image in base64. */
            image: string;
            /**
             * @description Pixels to add on this side.
             * @default 0
             */
            left?: number | null;
            /**
             * @description The format of the image.
             * @default jpeg
             */
            output_format?: components["schemas"]["OutputFormat"];
            /**
             * @description What to change.
             * @default
             */
            prompt?: string | null;
            /**
             * @description Whether the prompt is rewritten.
             * @default false
             */
            prompt_upsampling?: boolean | null;
            /**
             * @description Pixels to add on this side.
             * @default 0
             */
            right?: number | null;
            safety_tolerance?: components["schemas"]["Tolerance6"];
            seed?: components["schemas"]["Seed"];
            /**
             * @description How many steps the model works.
             * @default 50
             */
            steps?: number | null;
            /**
             * @description Pixels to add on this side.
             * @default 0
             */
            top?: number | null;
            webhook_secret?: components["schemas"]["WebhookSecret"];
            webhook_url?: components["schemas"]["WebhookUrl"];
        };
        FillRequest: {
            /**
             * @description How closely the image follows the prompt.
             * @default 60
             */
            guidance?: number | null;
            /** @description The image in base64. It may have an alpha mask. */
            image: string;
            /** @description A mask in base64 for the parts to change. Without it the alpha mask of the image counts. */
            mask?: string | null;
            /**
             * @description The format of the image.
             * @default jpeg
             */
            output_format?: components["schemas"]["OutputFormat"];
            /**
             * @description What to change.
             * @default
             */
            prompt?: string | null;
            /**
             * @description Whether the prompt is rewritten.
             * @default false
             */
            prompt_upsampling?: boolean | null;
            safety_tolerance?: components["schemas"]["Tolerance6"];
            seed?: components["schemas"]["Seed"];
            /**
             * @description How many steps the model works.
             * @default 50
             */
            steps?: number | null;
            webhook_secret?: components["schemas"]["WebhookSecret"];
            webhook_url?: components["schemas"]["WebhookUrl"];
        };
        Flux2Request: {
            /**
             * @description How closely the image follows the prompt. Only flux-2-flex.
             * @default 5
             */
            guidance?: number | null;
            height?: components["schemas"]["Edge2"];
            /** @description Limit: at most 8 images; at most 4 images for the model flux-2-klein*. */
            input_image?: components["schemas"]["InputImage"];
            /** @description Limit: at most 8 images; at most 4 images for the model flux-2-klein*. */
            input_image_2?: components["schemas"]["InputImage"];
            /** @description Limit: at most 8 images; at most 4 images for the model flux-2-klein*. */
            input_image_3?: components["schemas"]["InputImage"];
            /** @description Limit: at most 8 images; at most 4 images for the model flux-2-klein*. */
            input_image_4?: components["schemas"]["InputImage"];
            /**
             * @description The fifth image. Not for klein.
             *     Limit: at most 8 images; at most 4 images for the model flux-2-klein*.
             */
            input_image_5?: string | null;
            /**
             * @description The sixth image. Not for klein.
             *     Limit: at most 8 images; at most 4 images for the model flux-2-klein*.
             */
            input_image_6?: string | null;
            /**
             * @description The seventh image. Not for klein.
             *     Limit: at most 8 images; at most 4 images for the model flux-2-klein*.
             */
            input_image_7?: string | null;
            /**
             * @description The eighth image. Not for klein.
             *     Limit: at most 8 images; at most 4 images for the model flux-2-klein*.
             */
            input_image_8?: string | null;
            /** @description The path of the image in BFL's storage. Only flux-2-flex. */
            input_image_blob_path?: string | null;
            /**
             * @description The format of the image.
             * @default jpeg
             */
            output_format?: components["schemas"]["OutputFormat"];
            prompt: components["schemas"]["Prompt"];
            /**
             * @description Whether the prompt is rewritten. Only flux-2-flex.
             * @default true
             */
            prompt_upsampling?: boolean | null;
            safety_tolerance?: components["schemas"]["Tolerance5"];
            seed?: components["schemas"]["Seed"];
            /**
             * @description How many steps the model works. Only flux-2-flex.
             * @default 50
             */
            steps?: number | null;
            webhook_secret?: components["schemas"]["WebhookSecret"];
            webhook_url?: components["schemas"]["WebhookUrl"];
            width?: components["schemas"]["Edge2"];
        };
        FluxPro11Request: {
            /**
             * @description Pixels.
             * @default 768
             */
            height?: components["schemas"]["Edge1"];
            /** @description An image in base64 to take as a prompt. */
            image_prompt?: string | null;
            /**
             * @description The format of the image.
             * @default jpeg
             */
            output_format?: components["schemas"]["OutputFormat"];
            /**
             * @description What to draw.
             * @default
             */
            prompt?: string | null;
            /**
             * @description Whether the prompt is rewritten.
             * @default false
             */
            prompt_upsampling?: boolean;
            safety_tolerance?: components["schemas"]["Tolerance6"];
            seed?: components["schemas"]["Seed"];
            webhook_secret?: components["schemas"]["WebhookSecret"];
            webhook_url?: components["schemas"]["WebhookUrl"];
            /**
             * @description Pixels.
             * @default 1024
             */
            width?: components["schemas"]["Edge1"];
        };
        /**
         * @description An image as a link or in base64. The skill prefers a link.
         * @example https://images.example/lake.jpg
         */
        InputImage: string | null;
        KontextRequest: {
            /**
             * @description Width to height, from 21:9 to 9:21.
             * @example 16:9
             */
            aspect_ratio?: string | null;
            input_image?: components["schemas"]["InputImage"];
            input_image_2?: components["schemas"]["InputImage"];
            input_image_3?: components["schemas"]["InputImage"];
            input_image_4?: components["schemas"]["InputImage"];
            /**
             * @description The format of the image.
             * @default png
             */
            output_format?: components["schemas"]["OutputFormat"];
            prompt: components["schemas"]["Prompt"];
            /**
             * @description Whether the prompt is rewritten.
             * @default false
             */
            prompt_upsampling?: boolean;
            safety_tolerance?: components["schemas"]["Tolerance6"];
            seed?: components["schemas"]["Seed"];
            webhook_secret?: components["schemas"]["WebhookSecret"];
            webhook_url?: components["schemas"]["WebhookUrl"];
        };
        /**
         * @description The format of the image.
         * @enum {string|null}
         */
        OutputFormat: "jpeg" | "png" | "webp" | null;
        /**
         * @description What to draw or what to change. At most 32000 tokens.
         * @example A quiet mountain lake in the evening
         */
        Prompt: string;
        Result: {
            /** @description Seconds of work. */
            duration?: number;
            /** @description The time when the work ended. */
            end_time?: number;
            /** @description The prompt that was used. */
            prompt?: string;
            /**
             * Format: uri
             * @description The signed link to the image. It works for 10 minutes.
             */
            sample: string;
            /** @description The seed that was used. */
            seed?: number;
            /** @description The time when the work began. */
            start_time?: number;
        };
        /**
         * @description The same seed gives the same image.
         * @example 42
         */
        Seed: number | null;
        /** @description A task to poll. */
        TaskCreated: {
            /** @description The price of the request in credits. */
            cost?: number | null;
            /** @description The id of the task. */
            id: string;
            /** @description Megapixels of the input images with two decimal places. */
            input_mp?: number | null;
            /** @description Megapixels of the image with two decimal places. */
            output_mp?: number | null;
            /**
             * Format: uri
             * @description The link to poll. It may be on another host.
             */
            polling_url: string;
        };
        TaskState: {
            /** @description More about the state. */
            details?: {
                /** @description Why the input or the image was refused. */
                "Moderation Reasons"?: string[];
            } | null;
            /** @description The id of the task. */
            id: string;
            /** @description An unfinished image. No page shows its form. */
            preview?: Record<string, unknown> | null;
            /** @description How far the task is. No page says which numbers. */
            progress?: number | null;
            /** @description The result of a task that is Ready; null or absent otherwise. */
            result?: components["schemas"]["Result"] | null;
            status: components["schemas"]["TaskStatus"];
        };
        /**
         * @description Pending while the task waits or runs; Ready with an image; Request Moderated if the input was refused; Content Moderated if the image was refused; Error after a failure; Task not found for an unknown task. Refused tasks cost nothing.
         * @enum {string}
         */
        TaskStatus: "Task not found" | "Pending" | "Request Moderated" | "Content Moderated" | "Ready" | "Error";
        /**
         * @description From 0, the strictest check of input and output, to 5.
         * @default 2
         */
        Tolerance5: number;
        /**
         * @description From 0, the strictest check of input and output, to 6.
         * @default 2
         */
        Tolerance6: number;
        UltraRequest: {
            /**
             * @description Width to height, from 21:9 to 9:21.
             * @default 16:9
             */
            aspect_ratio?: components["schemas"]["AspectRatio"];
            /** @description An image in base64 to take as a prompt. */
            image_prompt?: string | null;
            /**
             * @description How much the image counts against the prompt.
             * @default 0.1
             */
            image_prompt_strength?: number;
            /**
             * @description The format of the image.
             * @default jpeg
             */
            output_format?: components["schemas"]["OutputFormat"];
            /**
             * @description What to draw.
             * @default
             */
            prompt?: string | null;
            /**
             * @description Whether the prompt is rewritten.
             * @default false
             */
            prompt_upsampling?: boolean;
            /**
             * @description Whether the image is less processed.
             * @default false
             */
            raw?: boolean;
            safety_tolerance?: components["schemas"]["Tolerance6"];
            seed?: components["schemas"]["Seed"];
            webhook_secret?: components["schemas"]["WebhookSecret"];
            webhook_url?: components["schemas"]["WebhookUrl"];
        };
        ValidationErrors: {
            detail: {
                /** @description The path to the field at fault. */
                loc: (string | number)[];
                /** @description What is wrong. */
                msg: string;
                /** @description The kind of error. */
                type: string;
            }[];
        };
        /** @description The secret that signs the call. Every request has its own. */
        WebhookSecret: string | null;
        /** @description A task that reports its end. It has no polling_url. */
        WebhookTaskCreated: {
            /** @description The price of the request in credits. */
            cost?: number | null;
            /** @description The id of the task. */
            id: string;
            /** @description Megapixels of the input images with two decimal places. */
            input_mp?: number | null;
            /** @description Megapixels of the image with two decimal places. */
            output_mp?: number | null;
            /** @description The state of the task. No page lists the words here. */
            status: string;
            /**
             * Format: uri
             * @description The URL of the request.
             */
            webhook_url: string;
        };
        /**
         * Format: uri
         * @description The URL that is called when the task has ended. HTTPS only.
         */
        WebhookUrl: string | null;
    };
    responses: {
        /** @description The request is malformed. No page shows the body. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnyError"];
            };
        };
        /** @description The key is missing or wrong, or lacks access. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Not authenticated - Invalid Authentication"
                 *     }
                 */
                "application/json": components["schemas"]["AnyError"];
            };
        };
        /** @description The account has not enough credits. The errors page shows no body. */
        NoCredits: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "insufficient_credits",
                 *       "message": "Your account does not have enough credits"
                 *     }
                 */
                "application/json": components["schemas"]["AnyError"];
            };
        };
        /** @description Any other error. */
        OtherError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnyError"];
            };
        };
        /** @description The service failed; a later request may succeed. No page shows the body. */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnyError"];
            };
        };
        /** @description The task. With webhook_url the reply has a state and the webhook in place of polling_url. */
        TaskCreated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TaskCreated"] | components["schemas"]["WebhookTaskCreated"];
            };
        };
        /** @description The account has 24 active tasks already, or 6 of flux-kontext-max. A new one is accepted when one has ended. */
        TooManyTasks: {
            headers: {
                /** @description Seconds to wait. Only BFL's skill has it. */
                "Retry-After"?: number;
                /** @description How many tasks may be active. Only BFL's skill has it. */
                "X-RateLimit-Limit"?: number;
                /** @description How many tasks are left. Only BFL's skill has it. */
                "X-RateLimit-Remaining"?: number;
                /** @description When tasks are left again, in Unix seconds. Only BFL's skill has it. */
                "X-RateLimit-Reset"?: number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "rate_limit_exceeded",
                 *       "message": "Too many concurrent requests",
                 *       "retry_after": 5
                 *     }
                 */
                "application/json": components["schemas"]["AnyError"];
            };
        };
        /** @description A field is missing or has a wrong value. */
        ValidationFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": [
                 *         {
                 *           "loc": [
                 *             "body",
                 *             "safety_tolerance"
                 *           ],
                 *           "msg": "Input should be less than or equal to 5",
                 *           "type": "less_than_equal"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ValidationErrors"];
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
            query?: {
                /** @description The end of the link in ISO 8601. */
                se?: string;
                /** @description The signature of the link in base64. */
                sig?: string;
            };
            header?: never;
            path: {
                /** @description The number of the image, always 0. */
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
            /** @description The link has ended, or its signature is wrong. */
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
    generateWithFlux2: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The model. The published text has a path for each.
                 * @example flux-2-pro
                 */
                model: "flux-2-pro" | "flux-2-pro-preview" | "flux-2-max" | "flux-2-flex" | "flux-2-klein-4b" | "flux-2-klein-9b" | "flux-2-klein-9b-preview";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Flux2Request"];
            };
        };
        responses: {
            200: components["responses"]["TaskCreated"];
            400: components["responses"]["BadRequest"];
            402: components["responses"]["NoCredits"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyTasks"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["ServerError"];
            default: components["responses"]["OtherError"];
        };
    };
    getCredits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance in credits. One credit is 0.01 US dollars. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "credits": 1234.5
                     *     }
                     */
                    "application/json": components["schemas"]["Credits"];
                };
            };
            403: components["responses"]["Forbidden"];
            default: components["responses"]["OtherError"];
        };
    };
    generateWithFluxDev: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DevRequest"];
            };
        };
        responses: {
            200: components["responses"]["TaskCreated"];
            400: components["responses"]["BadRequest"];
            402: components["responses"]["NoCredits"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyTasks"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["ServerError"];
            default: components["responses"]["OtherError"];
        };
    };
    generateWithKontextMax: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KontextRequest"];
            };
        };
        responses: {
            200: components["responses"]["TaskCreated"];
            400: components["responses"]["BadRequest"];
            402: components["responses"]["NoCredits"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyTasks"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["ServerError"];
            default: components["responses"]["OtherError"];
        };
    };
    generateWithKontextPro: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KontextRequest"];
            };
        };
        responses: {
            200: components["responses"]["TaskCreated"];
            400: components["responses"]["BadRequest"];
            402: components["responses"]["NoCredits"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyTasks"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["ServerError"];
            default: components["responses"]["OtherError"];
        };
    };
    expandImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExpandRequest"];
            };
        };
        responses: {
            200: components["responses"]["TaskCreated"];
            400: components["responses"]["BadRequest"];
            402: components["responses"]["NoCredits"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyTasks"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["ServerError"];
            default: components["responses"]["OtherError"];
        };
    };
    fillImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FillRequest"];
            };
        };
        responses: {
            200: components["responses"]["TaskCreated"];
            400: components["responses"]["BadRequest"];
            402: components["responses"]["NoCredits"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyTasks"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["ServerError"];
            default: components["responses"]["OtherError"];
        };
    };
    generateWithFluxPro11: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FluxPro11Request"];
            };
        };
        responses: {
            200: components["responses"]["TaskCreated"];
            400: components["responses"]["BadRequest"];
            402: components["responses"]["NoCredits"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyTasks"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["ServerError"];
            default: components["responses"]["OtherError"];
        };
    };
    generateWithFluxUltra: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UltraRequest"];
            };
        };
        responses: {
            200: components["responses"]["TaskCreated"];
            400: components["responses"]["BadRequest"];
            402: components["responses"]["NoCredits"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["ValidationFailed"];
            429: components["responses"]["TooManyTasks"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["ServerError"];
            default: components["responses"]["OtherError"];
        };
    };
    getResult: {
        parameters: {
            query: {
                /**
                 * @description The id of the task.
                 * @example 4cc84fe4-42a5-4ad7-949f-082c3322768c
                 */
                id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state of the task. An unknown task is a state too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskState"];
                };
            };
            403: components["responses"]["Forbidden"];
            422: components["responses"]["ValidationFailed"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["ServerError"];
            default: components["responses"]["OtherError"];
        };
    };
    taskEnded: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if the request has a webhook_secret. */
                "X-BFL-Signature"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Callback"];
            };
        };
        responses: {
            /** @description The receiver has the call. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The call is repeated. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
