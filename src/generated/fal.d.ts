// Generated from an OpenAPI document by openapi-typescript. Do not edit.
export interface paths {
    "/fal-ai/flux-2/requests/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the result of a request
         * @description Answers with the status, headers and body that the model returned. If the model returned an error, the response is this error. A result is kept for 1 hour, or for 6 minutes if it has 10 KB or more; with stored payloads it is kept longer.
         */
        get: operations["getRequestResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fal-ai/flux-2/requests/{request_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Cancel a request
         * @description Removes a request that waits. A request that runs gets a signal, and the model decides how to stop, so it may still end with a result.
         */
        put: operations["cancelRequest"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fal-ai/flux-2/requests/{request_id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the status of a request
         * @description Answers 202 while the request waits or runs, and 200 when it has ended. There is no word for a failed request; an error appears in error and error_type, and as the response of the result.
         */
        get: operations["getRequestStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fal-ai/flux-2/requests/{request_id}/status/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream the status of a request
         * @description Sends the status document as an event each time it changes, and ends when the status is COMPLETED. The events have data only, no name. No image is in the stream.
         */
        get: operations["streamRequestStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fal-ai/flux-2/turbo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a request for images
         * @description Puts the request into the queue. The endpoint in the path is the model.
         */
        post: operations["submitGeneration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fal-ai/flux-2/turbo/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a request to edit images
         * @description Puts the request into the queue. At most four images are used.
         */
        post: operations["submitEdit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files/{request_id}/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an image
         * @description A stand-in for the links of the storage host, whose path is a random name. A link needs no key and works for ever, unless the account or the request sets an end.
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
}
export interface webhooks {
    requestFinished: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report that a request has ended
         * @description One call to fal_webhook at the end of a request. A 2xx response ends the delivery; otherwise up to 10 more calls follow within 2 hours. The signature is Ed25519, in hexadecimal digits, over four lines: the request id, the user id, the timestamp and the SHA-256 of the body in hexadecimal digits. The public keys are at https://rest.alpha.fal.ai/.well-known/jwks.json; a receiver tries each and keeps them for at most 24 hours, and refuses a timestamp that is more than 5 minutes off.
         */
        post: operations["requestFinished"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description An error whose form no page shows for this case. Many endpoints do not follow the documented forms yet. */
        AnyError: {
            /** @description A text, a list of errors or an object. */
            detail?: string | unknown[] | Record<string, unknown>;
            error_type?: string;
            status?: string;
        };
        Callback: {
            /** @description What went wrong. Only with ERROR. */
            error?: string;
            /** @description The id of the last try. */
            gateway_request_id: string;
            /** @description The body of the result, or null if it cannot be written as JSON. */
            payload: components["schemas"]["ImageOutput"] | components["schemas"]["ModelError"] | Record<string, unknown> | null;
            /** @description Why the payload is null. */
            payload_error?: string;
            /** @description The id of the request in the queue. */
            request_id: string;
            /** @enum {string} */
            status: "OK" | "ERROR";
        };
        CancelResponse: {
            /** @enum {string} */
            status: "OK" | "CANCELLATION_REQUESTED" | "ALREADY_COMPLETED" | "NOT_FOUND";
        };
        /** @description The status of a request that has ended. */
        CompletedStatus: components["schemas"]["Links"] & {
            /** @description What went wrong. Only after a failure. */
            error?: string;
            error_type?: components["schemas"]["ErrorType"];
            logs?: components["schemas"]["Logs"];
            /** @description Times of the runner. */
            metrics?: {
                /** @description Seconds of work. */
                inference_time?: number;
            };
            /**
             * @description The request has ended, with a result or with an error.
             * @constant
             */
            status: "COMPLETED";
        };
        EditInput: {
            enable_prompt_expansion?: components["schemas"]["PromptExpansion"];
            enable_safety_checker?: components["schemas"]["SafetyChecker"];
            guidance_scale?: components["schemas"]["GuidanceScale"];
            /**
             * @description The size of the images, as a word or in pixels.
             *     Limit: edges of at least 512 pixels, edges of at most 2048 pixels.
             * @default square_hd
             */
            image_size?: components["schemas"]["Size"] | null;
            /**
             * @description Links or data URLs of the images to edit. The first four are used; more are ignored.
             *     Limit: at most 4 images.
             */
            image_urls: string[];
            /** @description Limit: 1 to 4. */
            num_images?: components["schemas"]["NumImages"];
            output_format?: components["schemas"]["OutputFormat"];
            prompt: components["schemas"]["Prompt"];
            seed?: components["schemas"]["Seed"];
            sync_mode?: components["schemas"]["SyncMode"];
        };
        ErrorDetail: {
            /** @description The reasons of a policy refusal. */
            categories?: string[];
            /** @description Further values, such as a limit. */
            ctx?: Record<string, unknown>;
            /** @description The value at fault. */
            input?: unknown;
            /** @description The path to the field at fault. */
            loc: (string | number)[];
            /** @description A text for people. */
            msg: string;
            /**
             * @description The kind of error, a word for programs.
             * @example content_policy_violation
             * @example generation_timeout
             * @example image_too_large
             */
            type: string;
            /**
             * Format: uri
             * @description The page about this kind of error. The errors page requires it; the sample of a webhook leaves it out.
             */
            url?: string;
        };
        /**
         * @description The category of an error of the queue or of a runner.
         * @enum {string}
         */
        ErrorType: "request_timeout" | "startup_timeout" | "runner_scheduling_failure" | "runner_connection_timeout" | "runner_disconnected" | "runner_connection_refused" | "runner_connection_error" | "runner_incomplete_response" | "runner_server_error" | "client_disconnected" | "client_cancelled" | "bad_request" | "internal_error";
        GenerationInput: {
            enable_prompt_expansion?: components["schemas"]["PromptExpansion"];
            enable_safety_checker?: components["schemas"]["SafetyChecker"];
            guidance_scale?: components["schemas"]["GuidanceScale"];
            /**
             * @description The size of the images, as a word or in pixels.
             *     Limit: edges of at least 512 pixels, edges of at most 2048 pixels.
             * @default landscape_4_3
             */
            image_size?: components["schemas"]["Size"];
            /** @description Limit: 1 to 4. */
            num_images?: components["schemas"]["NumImages"];
            output_format?: components["schemas"]["OutputFormat"];
            prompt: components["schemas"]["Prompt"];
            seed?: components["schemas"]["Seed"];
            sync_mode?: components["schemas"]["SyncMode"];
        };
        /**
         * @description How closely the image follows the prompt.
         * @default 2.5
         */
        GuidanceScale: number;
        ImageFile: {
            /** @enum {string} */
            content_type?: "image/png" | "image/jpeg" | "image/webp";
            file_name?: string;
            /** @description Bytes of the file. */
            file_size?: number;
            height?: number;
            /**
             * Format: uri
             * @description A link, or a data URL with sync_mode.
             */
            url: string;
            width?: number;
        };
        /** @description The output of the model. */
        ImageOutput: {
            /** @description For each image, whether the check found unsafe content. */
            has_nsfw_concepts?: boolean[];
            images: components["schemas"]["ImageFile"][];
            /** @description The prompt that was used. */
            prompt?: string;
            /** @description The seed that was used. */
            seed: number;
            /** @description Seconds by step. */
            timings?: {
                [key: string]: number;
            };
        };
        /** @description The id and the links of a request. */
        Links: {
            /**
             * Format: uri
             * @description Where to cancel the request.
             */
            cancel_url?: string;
            /** @description The id of the request, a UUID in every sample. */
            request_id: string;
            /**
             * Format: uri
             * @description Where to get the result.
             */
            response_url: string;
            /**
             * Format: uri
             * @description Where to get the status.
             */
            status_url?: string;
        };
        /** @description Lines of the runner, with logs=1. */
        Logs: {
            /** @enum {string} */
            level?: "STDERR" | "STDOUT" | "ERROR" | "INFO" | "WARN" | "DEBUG";
            message: string;
            /** @example USER */
            source?: string;
            /** Format: date-time */
            timestamp: string;
        }[] | null;
        /** @description Errors of the model. */
        ModelError: {
            detail: components["schemas"]["ErrorDetail"][];
        };
        /**
         * @description How many images to make.
         * @default 1
         */
        NumImages: number;
        /**
         * @description The format of the images.
         * @default png
         * @enum {string}
         */
        OutputFormat: "jpeg" | "png" | "webp";
        /** @description A refusal of the content check, in the form that only third parties show. */
        PolicyRefusal: {
            detail: {
                category?: string;
                /** @constant */
                error: "content_policy_violation";
                message?: string;
            };
        };
        /**
         * @description What to draw or what to change.
         * @example A small boat on a calm lake at dawn
         */
        Prompt: string;
        /**
         * @description Whether the prompt is rewritten at length.
         * @default false
         */
        PromptExpansion: boolean;
        /** @description An error of the queue or of a runner. */
        RequestError: {
            /** @description What went wrong. */
            detail: string;
            error_type: components["schemas"]["ErrorType"];
        };
        /**
         * @description Whether the images are checked.
         * @default true
         */
        SafetyChecker: boolean;
        /** @description The same seed and input give the same image. A random one is used without it. */
        Seed: number | null;
        /** @description A word or a size in pixels. square_hd is 1024x1024, square 512x512, portrait_4_3 768x1024, portrait_16_9 576x1024, landscape_4_3 1024x768 and landscape_16_9 1024x576. */
        Size: ("square_hd" | "square" | "portrait_4_3" | "portrait_16_9" | "landscape_4_3" | "landscape_16_9") | {
            /** @description Limit: 512 to 2048. */
            height: number;
            /** @description Limit: 512 to 2048. */
            width: number;
        };
        /** @description The accepted request. */
        SubmitResponse: components["schemas"]["Links"] & {
            cancel_url: unknown;
            /** @description Only with fal_webhook. The id of the last try; it differs from request_id if the request failed and was tried again. */
            gateway_request_id?: string;
            /** @description How many requests are before this one. */
            queue_position?: number;
            /**
             * @description The request waits.
             * @constant
             */
            status?: "IN_QUEUE";
            status_url: unknown;
        };
        /**
         * @description true puts each image into url as a data URL, and keeps the output out of the history.
         * @default false
         */
        SyncMode: boolean;
        /** @description The status of a request that waits or runs. */
        UnfinishedStatus: components["schemas"]["Links"] & {
            logs?: components["schemas"]["Logs"];
            /** @description How many requests are before this one. Only with IN_QUEUE. */
            queue_position?: number;
            /**
             * @description IN_QUEUE until a runner has the request, then IN_PROGRESS.
             * @enum {string}
             */
            status: "IN_QUEUE" | "IN_PROGRESS";
        };
    };
    responses: {
        /** @description The request was cancelled. */
        Cancelled: {
            headers: {
                "X-Fal-Error-Type": components["headers"]["ErrorType"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "The request was cancelled",
                 *       "error_type": "client_cancelled"
                 *     }
                 */
                "application/json": components["schemas"]["RequestError"];
            };
        };
        /** @description The key lacks the permission for the operation. No page shows the body. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnyError"];
            };
        };
        /** @description The model refused the input. A result has this error; no page says whether a submit has it. */
        ModelError: {
            headers: {
                "X-Fal-Retryable": components["headers"]["Retryable"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ModelError"] | components["schemas"]["PolicyRefusal"];
            };
        };
        /** @description The request has no result yet, or it was malformed. No page shows the body of a request without a result. */
        NotReady: {
            headers: {
                "X-Fal-Error-Type": components["headers"]["ErrorType"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Request is still in progress"
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
        /** @description More requests wait at the endpoint than fal_max_queue_length allows. */
        QueueFull: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnyError"];
            };
        };
        /** @description An error of the queue or of a runner. */
        RequestError: {
            headers: {
                "X-Fal-Error-Type": components["headers"]["ErrorType"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "The runner disconnected",
                 *       "error_type": "runner_disconnected"
                 *     }
                 */
                "application/json": components["schemas"]["RequestError"];
            };
        };
        /** @description An error of the model, as a list, or of a runner, as a text. */
        ServerError: {
            headers: {
                "X-Fal-Error-Type": components["headers"]["ErrorType"];
                "X-Fal-Retryable": components["headers"]["Retryable"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["RequestError"] | components["schemas"]["ModelError"];
            };
        };
        /** @description No runner started within the time that the request allows. */
        StartTimeout: {
            headers: {
                "X-Fal-Error-Type": components["headers"]["ErrorType"];
                /** @description user if the deadline of the request ended it. */
                "X-Fal-Request-Timeout-Type"?: "user";
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Request timed out",
                 *       "error_type": "request_timeout"
                 *     }
                 */
                "application/json": components["schemas"]["RequestError"];
            };
        };
        /** @description The request is in the queue. The links have the path of the app, without the path of the endpoint; they are to be used as they are. */
        Submitted: {
            headers: {
                "x-fal-request-id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["SubmitResponse"];
            };
        };
        /** @description The key is missing or wrong. No page shows the body. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "invalid key credentials"
                 *     }
                 */
                "application/json": components["schemas"]["AnyError"];
            };
        };
        /** @description No such app or endpoint. No page shows the body. */
        UnknownModel: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnyError"];
            };
        };
        /** @description No such request, or its result is no longer kept. No page shows the body. */
        UnknownRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "status": "NOT_FOUND"
                 *     }
                 */
                "application/json": components["schemas"]["AnyError"];
            };
        };
    };
    parameters: {
        /** @description true keeps the request from another endpoint that could stand in for this one. */
        DisableFallback: string;
        /** @description A JSON object with the seconds for which result links work. Without it the setting of the account counts, which is for ever unless it was changed. */
        Lifecycle: string;
        /** @description 1 adds the logs of the runner. */
        Logs: 0 | 1;
        /** @description Refuses the request with 429 if more requests than this wait at the endpoint. No limit without it. */
        MaxQueueLength: number;
        /** @description Switches off the retries of the queue, which tries a request up to 10 times after 503, 504 and lost connections. */
        NoRetry: "1" | "true" | "yes";
        /** @description A request with low waits behind all others of the endpoint. */
        Priority: "normal" | "low";
        /** @description The id that the submit gave. */
        RequestId: string;
        /** @description A hint to reach the same runner again. */
        RunnerHint: string;
        /** @description Seconds until a runner must have started; later the request ends with 504. No limit without it. */
        StartTimeout: number;
        /** @description 0 keeps input and output out of the store, where they stay for 30 days otherwise. */
        StoreIo: "0" | "1";
        /** @description The URL that is called when the request has ended. */
        Webhook: string;
    };
    requestBodies: never;
    headers: {
        /** @description The same word as error_type. */
        ErrorType: components["schemas"]["ErrorType"];
        /** @description The id of the request. */
        RequestId: string;
        /** @description true if the same request may succeed later. */
        Retryable: "true" | "false";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getRequestResult: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the submit gave. */
                request_id: components["parameters"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The images. */
            200: {
                headers: {
                    /** @description The units that the request is billed for. */
                    "X-Fal-Billable-Units"?: string;
                    "x-fal-request-id": components["headers"]["RequestId"];
                    /** @description Hints with which later requests reach the same runner. */
                    "x-fal-runner-hints"?: string;
                    /** @description The runner that served the request. */
                    "X-Fal-Served-From"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageOutput"];
                };
            };
            400: components["responses"]["NotReady"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["UnknownRequest"];
            422: components["responses"]["ModelError"];
            499: components["responses"]["Cancelled"];
            500: components["responses"]["ServerError"];
            502: components["responses"]["RequestError"];
            503: components["responses"]["RequestError"];
            504: components["responses"]["ServerError"];
            default: components["responses"]["OtherError"];
        };
    };
    cancelRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the submit gave. */
                request_id: components["parameters"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request was removed from the queue. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "OK"
                     *     }
                     */
                    "application/json": components["schemas"]["CancelResponse"];
                };
            };
            /** @description The runner gets the signal to stop. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "CANCELLATION_REQUESTED"
                     *     }
                     */
                    "application/json": components["schemas"]["CancelResponse"];
                };
            };
            /** @description The request has ended already. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ALREADY_COMPLETED"
                     *     }
                     */
                    "application/json": components["schemas"]["CancelResponse"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description No such request. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "NOT_FOUND"
                     *     }
                     */
                    "application/json": components["schemas"]["CancelResponse"];
                };
            };
            default: components["responses"]["OtherError"];
        };
    };
    getRequestStatus: {
        parameters: {
            query?: {
                /** @description 1 adds the logs of the runner. */
                logs?: components["parameters"]["Logs"];
            };
            header?: never;
            path: {
                /** @description The id that the submit gave. */
                request_id: components["parameters"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request has ended, with or without success. */
            200: {
                headers: {
                    "x-fal-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompletedStatus"];
                };
            };
            /** @description The request waits or runs. */
            202: {
                headers: {
                    "x-fal-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnfinishedStatus"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["UnknownRequest"];
            default: components["responses"]["OtherError"];
        };
    };
    streamRequestStatus: {
        parameters: {
            query?: {
                /** @description 1 adds the logs of the runner. */
                logs?: components["parameters"]["Logs"];
            };
            header?: never;
            path: {
                /** @description The id that the submit gave. */
                request_id: components["parameters"]["RequestId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["UnfinishedStatus"] | components["schemas"]["CompletedStatus"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["UnknownRequest"];
            default: components["responses"]["OtherError"];
        };
    };
    submitGeneration: {
        parameters: {
            query?: {
                /** @description Refuses the request with 429 if more requests than this wait at the endpoint. No limit without it. */
                fal_max_queue_length?: components["parameters"]["MaxQueueLength"];
                /** @description The URL that is called when the request has ended. */
                fal_webhook?: components["parameters"]["Webhook"];
            };
            header?: {
                /** @description true keeps the request from another endpoint that could stand in for this one. */
                "x-app-fal-disable-fallback"?: components["parameters"]["DisableFallback"];
                /** @description Switches off the retries of the queue, which tries a request up to 10 times after 503, 504 and lost connections. */
                "X-Fal-No-Retry"?: components["parameters"]["NoRetry"];
                /** @description A JSON object with the seconds for which result links work. Without it the setting of the account counts, which is for ever unless it was changed. */
                "X-Fal-Object-Lifecycle-Preference"?: components["parameters"]["Lifecycle"];
                /** @description A request with low waits behind all others of the endpoint. */
                "X-Fal-Queue-Priority"?: components["parameters"]["Priority"];
                /** @description Seconds until a runner must have started; later the request ends with 504. No limit without it. */
                "X-Fal-Request-Timeout"?: components["parameters"]["StartTimeout"];
                /** @description A hint to reach the same runner again. */
                "X-Fal-Runner-Hint"?: components["parameters"]["RunnerHint"];
                /** @description 0 keeps input and output out of the store, where they stay for 30 days otherwise. */
                "X-Fal-Store-IO"?: components["parameters"]["StoreIo"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerationInput"];
            };
        };
        responses: {
            200: components["responses"]["Submitted"];
            400: components["responses"]["RequestError"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UnknownModel"];
            422: components["responses"]["ModelError"];
            429: components["responses"]["QueueFull"];
            500: components["responses"]["RequestError"];
            503: components["responses"]["RequestError"];
            504: components["responses"]["StartTimeout"];
            default: components["responses"]["OtherError"];
        };
    };
    submitEdit: {
        parameters: {
            query?: {
                /** @description Refuses the request with 429 if more requests than this wait at the endpoint. No limit without it. */
                fal_max_queue_length?: components["parameters"]["MaxQueueLength"];
                /** @description The URL that is called when the request has ended. */
                fal_webhook?: components["parameters"]["Webhook"];
            };
            header?: {
                /** @description true keeps the request from another endpoint that could stand in for this one. */
                "x-app-fal-disable-fallback"?: components["parameters"]["DisableFallback"];
                /** @description Switches off the retries of the queue, which tries a request up to 10 times after 503, 504 and lost connections. */
                "X-Fal-No-Retry"?: components["parameters"]["NoRetry"];
                /** @description A JSON object with the seconds for which result links work. Without it the setting of the account counts, which is for ever unless it was changed. */
                "X-Fal-Object-Lifecycle-Preference"?: components["parameters"]["Lifecycle"];
                /** @description A request with low waits behind all others of the endpoint. */
                "X-Fal-Queue-Priority"?: components["parameters"]["Priority"];
                /** @description Seconds until a runner must have started; later the request ends with 504. No limit without it. */
                "X-Fal-Request-Timeout"?: components["parameters"]["StartTimeout"];
                /** @description A hint to reach the same runner again. */
                "X-Fal-Runner-Hint"?: components["parameters"]["RunnerHint"];
                /** @description 0 keeps input and output out of the store, where they stay for 30 days otherwise. */
                "X-Fal-Store-IO"?: components["parameters"]["StoreIo"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditInput"];
            };
        };
        responses: {
            200: components["responses"]["Submitted"];
            400: components["responses"]["RequestError"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["UnknownModel"];
            422: components["responses"]["ModelError"];
            429: components["responses"]["QueueFull"];
            500: components["responses"]["RequestError"];
            503: components["responses"]["RequestError"];
            504: components["responses"]["StartTimeout"];
            default: components["responses"]["OtherError"];
        };
    };
    getResultImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number of the image, from 0. */
                index: number;
                /** @description The id of the request. */
                request_id: string;
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
            /** @description No such image, or its time has ended. */
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
    requestFinished: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the request. */
                "X-Fal-Webhook-Request-Id": string;
                /** @description The signature in hexadecimal digits. */
                "X-Fal-Webhook-Signature": string;
                /** @description The time of the call in Unix seconds. */
                "X-Fal-Webhook-Timestamp": number;
                /** @description The id of the account. */
                "X-Fal-Webhook-User-Id": string;
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
