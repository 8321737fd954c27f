// Generated from an OpenAPI document by openapi-typescript. Do not edit.
export interface paths {
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
         * Generate images
         * @description Generates images and answers when they are ready. An edit is the same request with a reference image, in the field that the model reads.
         */
        post: operations["createImage"];
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
         * List models
         * @description The reply is a list, without an object around it.
         */
        get: operations["models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queue/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a job
         * @description Only a job that waits can be cancelled. For another job the reply is 409 with its status as it is.
         */
        post: operations["cancelQueueJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queue/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the jobs of a deployment */
        get: operations["getQueueMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queue/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a job */
        get: operations["getQueueJobStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/queue/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a job to a deployment
         * @description Jobs of a higher priority come first; equal ones run in their order.
         */
        post: operations["submitQueueJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shrt/{id}/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an image
         * @description A stand-in for the links of results. A request without a User-Agent is refused.
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
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ErrorData: {
            error: {
                /** @default null */
                code?: string | null;
                message: string;
                /** @default null */
                param?: string | null;
                type: string;
            };
        };
        ImageRequest: {
            /** @description Ratio of width to height, for FLUX.1 schnell and FLUX.1 Kontext; other models read width and height. */
            aspect_ratio?: ("1:1" | "16:9" | "9:16") | (string & {});
            /** @description true turns off the content filter of the gateway. */
            disable_safety_checker?: boolean;
            /**
             * @description How closely the image keeps to the prompt.
             * @default 3.5
             */
            guidance_scale?: number;
            /**
             * @description Height in pixels. The guide advises multiples of 8.
             * @default 1024
             */
            height?: number;
            /** @description LoRA adapters that change the image. */
            image_loras?: {
                /** @description A link to the adapter. */
                path: string;
                /** @description How strongly the adapter counts; 1 is usual. */
                scale: number;
            }[];
            /**
             * @description A link to one image to edit. FLUX.1 Kontext, FLUX.2 pro and FLUX.2 flex read this field.
             *     Limit: at most 8 images.
             */
            image_url?: string;
            /** @description The id of the model, author and name with a slash. */
            model: ("black-forest-labs/FLUX.1-schnell" | "black-forest-labs/FLUX.1.1-pro" | "black-forest-labs/FLUX.1-kontext-pro" | "black-forest-labs/FLUX.1-kontext-max" | "black-forest-labs/FLUX.2-pro" | "black-forest-labs/FLUX.2-dev" | "black-forest-labs/FLUX.2-flex" | "black-forest-labs/FLUX.2-max" | "google/flash-image-2.5" | "google/gemini-3-pro-image") | (string & {});
            /**
             * @description Number of images.
             *     Limit: 1 to 4.
             * @default 1
             */
            n?: number;
            /** @description What not to draw. */
            negative_prompt?: string;
            /**
             * @description Format of the images.
             * @default jpeg
             * @enum {string}
             */
            output_format?: "jpeg" | "png";
            /**
             * @description What to draw. The longest prompt differs by model.
             * @example cat floating in space, cinematic
             */
            prompt: string;
            /**
             * @description Links to images to work from. FLUX.2 and the models of Google read this field.
             *     Limit: at most 8 images.
             */
            reference_images?: string[];
            /**
             * @description Form of the images. The word is base64, although the member of the reply is b64_json.
             * @enum {string}
             */
            response_format?: "base64" | "url";
            /** @description The same seed and fields give the same image. */
            seed?: number;
            /**
             * @description Number of steps. More give a better image and take longer; FLUX.1 schnell needs 4.
             * @default 20
             */
            steps?: number;
            /**
             * @description Width in pixels. The guide advises multiples of 8.
             * @default 1024
             */
            width?: number;
        };
        ImageResponse: {
            data: (components["schemas"]["ImageResponseDataB64"] | components["schemas"]["ImageResponseDataUrl"])[];
            /** @description The id of the request. */
            id: string;
            model: string;
            /** @constant */
            object: "list";
        };
        ImageResponseDataB64: {
            /** @description The image in base64. */
            b64_json: string;
            /** @description The number of the image, from 0. */
            index: number;
            /** @enum {string} */
            type: "b64_json";
        };
        ImageResponseDataUrl: {
            /** @description The number of the image, from 0. */
            index: number;
            /** @enum {string} */
            type: "url";
            /** @description A link to the image. A download needs a User-Agent that is not empty. */
            url: string;
        };
        ModelInfo: {
            context_length?: number;
            /** @description Time in Unix seconds. */
            created: number;
            display_name?: string;
            id: string;
            license?: string;
            link?: string;
            /** @constant */
            object: "model";
            organization?: string;
            pricing?: {
                base: number;
                finetune: number;
                hourly: number;
                input: number;
                output: number;
            };
            /** @enum {string} */
            type: "chat" | "language" | "code" | "image" | "embedding" | "moderation" | "rerank";
        };
        ModelInfoList: components["schemas"]["ModelInfo"][];
        QueueCancelRequest: {
            model: string;
            request_id: string;
        };
        QueueCancelResponse: {
            /** @enum {string} */
            status: "canceled" | "running" | "done" | "failed";
        };
        QueueError: {
            code?: string;
            message?: string;
            param?: string;
            /**
             * @description The kind of error.
             * @example invalid_request_error
             * @example not_found_error
             */
            type?: string;
        };
        QueueJobRequest: {
            /** @description Notes that the job keeps. */
            info?: {
                [key: string]: unknown;
            };
            /** @description The deployment. */
            model: string;
            /** @description The input of the deployment, in its own fields. */
            payload: {
                [key: string]: unknown;
            };
            /**
             * @description A higher number comes first.
             * @default 0
             */
            priority?: number;
        };
        QueueJobResponse: {
            error?: components["schemas"]["QueueError"];
            /** @description The id of the job. */
            requestId?: string;
        };
        QueueJobStatusResponse: {
            /** Format: date-time */
            claimed_at?: string;
            /** Format: date-time */
            created_at?: string;
            /**
             * Format: date-time
             * @description When the job was done or failed.
             */
            done_at?: string;
            info?: {
                [key: string]: unknown;
            };
            inputs?: {
                [key: string]: unknown;
            };
            model: string;
            /** @description The output of the deployment, in its own fields, once the job is done. */
            outputs?: {
                [key: string]: unknown;
            };
            priority?: number;
            request_id: string;
            /** @description How often the job ran again; after three the job fails. */
            retries?: number;
            /** @enum {string} */
            status: "pending" | "running" | "done" | "failed" | "canceled";
            warnings?: string[];
        };
        QueueMetricsResponse: {
            messages_running: number;
            messages_waiting: number;
            total_jobs: number;
        };
    };
    responses: {
        /** @description The request is not valid. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "message": "Input required: specify prompt",
                 *         "type": "invalid_request_error",
                 *         "param": null,
                 *         "code": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorData"];
            };
        };
        /** @description No route has this path, or no model has this id. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "message": "Unable to access model black-forest-labs/FLUX.0.",
                 *         "type": "invalid_request_error",
                 *         "param": null,
                 *         "code": "model_not_available"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorData"];
            };
        };
        /** @description The model is overloaded, although the requests are within the allowed rate. */
        Overloaded: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "message": "The engine is overloaded.",
                 *         "type": "service_unavailable",
                 *         "param": null,
                 *         "code": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorData"];
            };
        };
        /** @description The account has reached its spending limit, or has no credit. */
        PaymentRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "message": "The account has no credit left.",
                 *         "type": "payment_required",
                 *         "param": null,
                 *         "code": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorData"];
            };
        };
        /** @description The request is not valid. */
        QueueBadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "invalid_request_error",
                 *       "code": "missing_parameter",
                 *       "message": "model is required",
                 *       "param": "model"
                 *     }
                 */
                "application/json": components["schemas"]["QueueError"];
            };
        };
        /** @description No job has this id. */
        QueueNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "not_found_error",
                 *       "code": "not_found",
                 *       "message": "The job does not exist",
                 *       "param": "request_id"
                 *     }
                 */
                "application/json": components["schemas"]["QueueError"];
            };
        };
        /** @description The queue has failed. */
        QueueServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "server_error",
                 *       "code": "internal",
                 *       "message": "The queue has failed"
                 *     }
                 */
                "application/json": components["schemas"]["QueueError"];
            };
        };
        /** @description The key is missing or wrong. */
        QueueUnauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "authentication_error",
                 *       "code": "invalid_api_key",
                 *       "message": "The key is not valid"
                 *     }
                 */
                "application/json": components["schemas"]["QueueError"];
            };
        };
        /** @description The requests are above the rate that the gateway allows at the moment. */
        RateLimit: {
            headers: {
                "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "message": "You are above your dynamic rate limit.",
                 *         "type": "dynamic_request_limited",
                 *         "param": null,
                 *         "code": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorData"];
            };
        };
        /** @description The gateway has failed. */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "message": "The server had an error while processing the request.",
                 *         "type": "server_error",
                 *         "param": null,
                 *         "code": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorData"];
            };
        };
        /** @description The gateway has not answered in time. */
        Timeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "message": "The request has taken too long.",
                 *         "type": "timeout",
                 *         "param": null,
                 *         "code": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorData"];
            };
        };
        /** @description The input is too long for the model. The page writes this of text models, and calls it a bad request. */
        TooLong: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "message": "The input is too long.",
                 *         "type": "invalid_request_error",
                 *         "param": null,
                 *         "code": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorData"];
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
                 *         "message": "Invalid API key provided. You can find your API key at https://api.together.ai/settings/api-keys.",
                 *         "type": "invalid_request_error",
                 *         "param": null,
                 *         "code": "invalid_api_key"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorData"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description Seconds after which the gateway advises the next request to the model. */
        RateLimitReset: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createImage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImageRequest"];
            };
        };
        responses: {
            /** @description The images. */
            200: {
                headers: {
                    "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["TooLong"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimit"];
            500: components["responses"]["ServerError"];
            503: components["responses"]["Overloaded"];
            default: components["responses"]["ServerError"];
        };
    };
    models: {
        parameters: {
            query?: {
                /** @description true leaves only the models of own deployments. */
                dedicated?: boolean;
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
                     * @example [
                     *       {
                     *         "id": "black-forest-labs/FLUX.1-schnell",
                     *         "object": "model",
                     *         "created": 1722556800,
                     *         "type": "image",
                     *         "display_name": "FLUX.1 Schnell",
                     *         "organization": "Black Forest Labs",
                     *         "license": "Apache-2.0",
                     *         "pricing": {
                     *           "hourly": 0,
                     *           "input": 0,
                     *           "output": 0,
                     *           "base": 0.0027,
                     *           "finetune": 0
                     *         }
                     *       },
                     *       {
                     *         "id": "black-forest-labs/FLUX.2-pro",
                     *         "object": "model",
                     *         "created": 1764028800,
                     *         "type": "image",
                     *         "display_name": "FLUX.2 [pro]",
                     *         "organization": "Black Forest Labs"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["ModelInfoList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimit"];
            504: components["responses"]["Timeout"];
            default: components["responses"]["ServerError"];
        };
    };
    cancelQueueJob: {
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
                 *       "model": "my-image-deployment",
                 *       "request_id": "019a3b6e-5c1d-7c42-9a10-6f2d1b7e8c3a"
                 *     }
                 */
                "application/json": components["schemas"]["QueueCancelRequest"];
            };
        };
        responses: {
            /** @description The job is cancelled. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "canceled"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueCancelResponse"];
                };
            };
            400: components["responses"]["QueueBadRequest"];
            404: components["responses"]["QueueNotFound"];
            /** @description The job does not wait any more. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "running"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueCancelResponse"];
                };
            };
            500: components["responses"]["QueueServerError"];
            default: components["responses"]["QueueServerError"];
        };
    };
    getQueueMetrics: {
        parameters: {
            query: {
                /** @description The deployment. */
                model: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The numbers of jobs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "messages_running": 1,
                     *       "messages_waiting": 3,
                     *       "total_jobs": 4
                     *     }
                     */
                    "application/json": components["schemas"]["QueueMetricsResponse"];
                };
            };
            400: components["responses"]["QueueBadRequest"];
            401: components["responses"]["QueueUnauthorized"];
            500: components["responses"]["QueueServerError"];
            default: components["responses"]["QueueServerError"];
        };
    };
    getQueueJobStatus: {
        parameters: {
            query: {
                /** @description The deployment that has the job. */
                model: string;
                /** @description The requestId of the submit. */
                request_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "request_id": "019a3b6e-5c1d-7c42-9a10-6f2d1b7e8c3a",
                     *       "model": "my-image-deployment",
                     *       "status": "done",
                     *       "created_at": "2026-04-28T12:00:00Z",
                     *       "claimed_at": "2026-04-28T12:00:01Z",
                     *       "done_at": "2026-04-28T12:00:09Z",
                     *       "inputs": {
                     *         "prompt": "A lighthouse at dawn"
                     *       },
                     *       "outputs": {
                     *         "image": "https://example.com/lighthouse.png"
                     *       },
                     *       "info": {},
                     *       "priority": 1
                     *     }
                     */
                    "application/json": components["schemas"]["QueueJobStatusResponse"];
                };
            };
            400: components["responses"]["QueueBadRequest"];
            401: components["responses"]["QueueUnauthorized"];
            404: components["responses"]["QueueNotFound"];
            500: components["responses"]["QueueServerError"];
            default: components["responses"]["QueueServerError"];
        };
    };
    submitQueueJob: {
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
                 *       "model": "my-image-deployment",
                 *       "payload": {
                 *         "prompt": "A lighthouse at dawn"
                 *       },
                 *       "priority": 1
                 *     }
                 */
                "application/json": components["schemas"]["QueueJobRequest"];
            };
        };
        responses: {
            /** @description The job waits. The id is requestId here, and request_id in every other route. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "requestId": "019a3b6e-5c1d-7c42-9a10-6f2d1b7e8c3a"
                     *     }
                     */
                    "application/json": components["schemas"]["QueueJobResponse"];
                };
            };
            400: components["responses"]["QueueBadRequest"];
            401: components["responses"]["QueueUnauthorized"];
            500: components["responses"]["QueueServerError"];
            default: components["responses"]["QueueServerError"];
        };
    };
    getResultImage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any name that is not empty. The gateway refuses a request without the header; the mock does not. */
                "User-Agent"?: string;
            };
            path: {
                /** @description The request that made the image. */
                id: string;
                /** @description The number of the image, from 0. */
                index: number;
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
                };
            };
            /** @description The User-Agent is empty, or the link has ended. */
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
}
