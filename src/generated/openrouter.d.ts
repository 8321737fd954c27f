// Generated from an OpenAPI document by openapi-typescript. Do not edit.
export interface paths {
    "/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer messages
         * @description A model whose output can be images adds them to its message if modalities names image. Only the fields that concern images are described.
         */
        post: operations["sendChatCompletionRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the credit of the account
         * @description Only a management key may read the credit.
         */
        get: operations["getCredits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images": {
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
         * @description Generates images from a prompt, and from reference images if the request has some. A request is paid in full or not at all: one that fails or is cancelled is a 502 and costs nothing.
         */
        post: operations["createImages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List image models
         * @description Lists each image model with all the fields that one of its endpoints accepts.
         */
        get: operations["listImageModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/models/{author}/{slug}/endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Describe the endpoints of an image model
         * @description Lists the providers of a model, with the fields that each accepts and with prices.
         */
        get: operations["listImageModelEndpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Describe the key
         * @description Says how much the key has used and how much it may still use.
         */
        get: operations["getCurrentKey"];
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
         * List models
         * @description Lists the text models, or those whose output the query names.
         */
        get: operations["getModels"];
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
        ChatRequest: {
            /** @description Fields for the image, which differ by model, such as aspect_ratio and image_size. */
            image_config?: {
                [key: string]: string | number | unknown[];
            };
            messages: {
                /** @description Text, or a list of parts of text and images. */
                content?: string | (components["schemas"]["ContentPartImage"] | {
                    text?: string;
                    type: string;
                })[] | null;
                /** @example user */
                role: string;
            }[];
            /** @description Kinds of output. image asks for images. */
            modalities?: ("text" | "image" | "audio")[];
            model?: string;
            /**
             * @description true asks for a stream. The published schema of a part has no images.
             * @default false
             */
            stream?: boolean;
        };
        ChatResult: {
            choices: {
                /** @enum {string|null} */
                finish_reason: "tool_calls" | "stop" | "length" | "content_filter" | "error" | null;
                index: number;
                message: {
                    /** @description Text beside the images; it may be null. */
                    content?: unknown;
                    images?: {
                        image_url: {
                            /** @description A data URL or an http link. */
                            url: string;
                        };
                        /** @enum {string} */
                        type?: "image_url";
                    }[];
                    /** @enum {string} */
                    role: "assistant";
                };
            }[];
            /** @description Time in Unix seconds. */
            created: number;
            id: string;
            model: string;
            /** @enum {string} */
            object: "chat.completion";
            system_fingerprint: string | null;
            usage?: {
                completion_tokens?: number;
                /**
                 * Format: double
                 * @description Cost in dollars.
                 */
                cost?: number | null;
                prompt_tokens?: number;
                total_tokens?: number;
            };
        };
        /** @description An image as a link or a data URL. */
        ContentPartImage: {
            image_url: {
                /** @description An http link or a data URL. */
                url: string;
            };
            /** @enum {string} */
            type: "image_url";
        };
        CreditsResponse: {
            data: {
                /** Format: double */
                total_credits: number;
                /** Format: double */
                total_usage: number;
            };
        };
        ErrorResponse: {
            error: {
                /** @description Why no provider can serve the model. */
                availability?: {
                    affected_providers?: string[] | null;
                    /**
                     * @example model_not_found
                     * @example wrong_endpoint
                     * @example no_endpoints
                     * @example capacity_exhausted
                     */
                    code: string;
                    constraint?: {
                        detail: string;
                        field: string;
                    };
                    docs_url: string;
                    /** @description The filters that left no endpoint, such as max_price. */
                    excluded_by?: string[];
                    /** @description Other models to use. */
                    fallback_models?: string[];
                    requested_models: string[];
                    /** @description Seconds to wait. */
                    retry_after?: number | null;
                    retryable: boolean;
                };
                /** @description The status of the response. */
                code: number;
                message: string;
                /** @description More about the error; the members differ. */
                metadata?: {
                    /**
                     * @description The kind of error.
                     * @example rate_limit_exceeded
                     * @example content_policy_violation
                     * @example invalid_request
                     */
                    error_type?: string;
                    /** @description The flagged text, 100 characters at most. */
                    flagged_input?: string;
                    model_slug?: string;
                    /** @description What a guardrail has found in the prompt. */
                    patterns?: string[];
                    /** @description What the providers before the last one answered. */
                    previous_errors?: {
                        code?: string;
                        provider?: string;
                        status?: number;
                    }[];
                    /** @description The code that the provider gave; absent for status 500. */
                    provider_code?: string;
                    provider_name?: string;
                    /** @description Why moderation flagged the input. */
                    reasons?: string[];
                } | null;
            };
            /** @description How the gateway chose a provider, if the request asked for it. */
            openrouter_metadata?: Record<string, unknown> | null;
            user_id?: string | null;
        };
        GeneratedImage: {
            /** @description The image in base64; an SVG image is UTF-8 text in base64. */
            b64_json: string;
            /**
             * @description Format of the image, absent if the gateway cannot tell.
             * @example image/png
             * @example image/jpeg
             * @example image/webp
             * @example image/svg+xml
             */
            media_type?: string;
        };
        ImageEndpoint: {
            /** @description Fields that provider.options may have for this provider. */
            allowed_passthrough_parameters: string[];
            pricing: {
                /** @enum {string} */
                billable: "output_image" | "input_image" | "input_font" | "input_reference" | "input_text";
                /** Format: double */
                cost_usd: number;
                /** @enum {string} */
                unit: "image" | "megapixel" | "token";
                /** @description A tier such as 2k. */
                variant?: string;
            }[];
            provider_name: string;
            provider_slug: string;
            /** @description The name that a request uses to choose the provider. */
            provider_tag: string | null;
            supported_parameters: components["schemas"]["SupportedParameters"];
            supports_streaming: boolean;
        };
        /** @description The image. Its time is created, where other gateways have created_at. */
        ImageGenCompletedEvent: {
            b64_json: string;
            /** @description Time in Unix seconds. */
            created: number;
            media_type?: string;
            /** @enum {string} */
            type: "image_generation.completed";
            usage?: components["schemas"]["ImageGenerationUsage"];
        };
        /** @description Which providers may serve the request. */
        ImageGenerationProviderPreferences: {
            /** @description false keeps to the first provider; without it another provider may take over. */
            allow_fallbacks?: boolean | null;
            /** @description Providers that may not serve it. */
            ignore?: string[] | null;
            /** @description The only providers that may serve it. */
            only?: string[] | null;
            /**
             * @description Fields for one provider, by its slug. Unknown fields are dropped.
             * @example {
             *       "black-forest-labs": {
             *         "steps": 40,
             *         "guidance": 3
             *       }
             *     }
             */
            options?: {
                [key: string]: Record<string, unknown>;
            };
            /** @description Providers to try first, in this order. */
            order?: string[] | null;
            /** @description The order of the providers if order is absent. */
            sort?: ("price" | "throughput" | "latency" | "exacto") | {
                /** @enum {string|null} */
                by?: "price" | "throughput" | "latency" | "exacto" | null;
                /** @enum {string|null} */
                partition?: "model" | "none" | null;
            } | null;
        };
        ImageGenerationRequest: {
            /**
             * @description Ratio of width to height. A provider takes the nearest one that it supports; auto leaves it to the provider.
             * @enum {string}
             */
            aspect_ratio?: "1:1" | "1:2" | "1:4" | "1:8" | "2:1" | "2:3" | "3:2" | "3:4" | "4:1" | "4:3" | "4:5" | "5:4" | "8:1" | "9:16" | "16:9" | "9:19.5" | "19.5:9" | "9:20" | "20:9" | "9:21" | "21:9" | "auto";
            /**
             * @description Background of the image. transparent needs png or webp.
             * @enum {string}
             */
            background?: "auto" | "transparent" | "opaque";
            /**
             * @description Images to work from. How many a provider takes differs.
             *     Limit: at most 16 images.
             */
            input_references?: components["schemas"]["ContentPartImage"][];
            /** @description The id of the model, author and name with a slash. */
            model: ("bytedance-seed/seedream-4.5" | "openai/gpt-image-1") | (string & {});
            /**
             * @description The most images to make. A provider may return fewer; one that makes a single image refuses more than 1.
             *     Limit: 1 to 10.
             */
            n?: number;
            /** @description Compression of jpeg and webp in percent. png and some providers ignore it. */
            output_compression?: number;
            /**
             * @description Format of the images; without it the provider decides. svg is for vector models.
             * @enum {string}
             */
            output_format?: "png" | "jpeg" | "webp" | "svg";
            /** @description What to draw. */
            prompt: string;
            provider?: components["schemas"]["ImageGenerationProviderPreferences"];
            /**
             * @description How much work goes into an image. A provider without qualities ignores it.
             * @enum {string}
             */
            quality?: "auto" | "low" | "medium" | "high";
            /**
             * @description Class of resolution; the provider decides the pixels.
             * @enum {string}
             */
            resolution?: "512" | "1K" | "2K" | "4K";
            /** @description The same seed and fields should give the same image, where the provider supports it. */
            seed?: number;
            /** @description A tier (2K) or pixels (2048x2048). A tier means the same as resolution and goes with aspect_ratio. Pixels decide alone: a resolution or a ratio that does not fit them is a 400. */
            size?: ("auto" | "1:1" | "2:1" | "1:2" | "3:2" | "2:3" | "4:3" | "3:4" | "5:4" | "4:5" | "16:9" | "9:16" | "19.5:9" | "9:19.5" | "20:9" | "9:20" | "21:9" | "9:21" | "2K" | "2048x2048") | (string & {});
            /** @description true asks for a stream of events. A provider that cannot stream ignores it and answers in one piece. */
            stream?: boolean;
        };
        ImageGenerationResponse: {
            /** @description Time in Unix seconds. */
            created: number;
            /** @description The images, n at most. */
            data: components["schemas"]["GeneratedImage"][];
            usage?: components["schemas"]["ImageGenerationUsage"];
        };
        /** @description Tokens and cost, where the provider gives them. The published schema has more members. */
        ImageGenerationUsage: {
            completion_tokens: number;
            /**
             * Format: double
             * @description Cost in dollars.
             */
            cost?: number | null;
            /** @description true if the caller's own key at the provider was used. */
            is_byok?: boolean;
            prompt_tokens: number;
            /** @description The sum of the two. */
            total_tokens: number;
        };
        /** @description A preview. It costs nothing. */
        ImageGenPartialImageEvent: {
            b64_json: string;
            /** @description Counts from 0. */
            partial_image_index: number;
            /** @enum {string} */
            type: "image_generation.partial_image";
        };
        /** @description A failure after the stream has begun. Its code is a text, where the error of a reply has a number. */
        ImageGenStreamErrorEvent: {
            error: {
                code?: string | null;
                message: string;
                param?: string | null;
                type?: string | null;
            };
            /** @enum {string} */
            type: "error";
        };
        /** @description A part of an image that is text, such as SVG. */
        ImageGenTextChunkEvent: {
            /**
             * @description content is the image; reasoning and draft come before it.
             * @enum {string}
             */
            phase: "content" | "reasoning" | "draft";
            text: string;
            /** @enum {string} */
            type: "image_generation.text_chunk";
        };
        ImageModelArchitecture: {
            input_modalities: ("text" | "image" | "file" | "audio" | "video")[];
            output_modalities: ("text" | "image" | "embeddings" | "audio" | "video" | "rerank" | "speech" | "transcription")[];
        };
        ImageModelEndpointsResponse: {
            endpoints: components["schemas"]["ImageEndpoint"][];
            id: string;
        };
        ImageModelListItem: {
            architecture: components["schemas"]["ImageModelArchitecture"];
            /** @description Time in Unix seconds. */
            created: number;
            description: string;
            /** @description The path of the endpoints of the model. */
            endpoints: string;
            id: string;
            name: string;
            supported_parameters: components["schemas"]["SupportedParameters"];
            /** @description true if one of the endpoints can stream. */
            supports_streaming: boolean;
        };
        ImageModelsListResponse: {
            data: components["schemas"]["ImageModelListItem"][];
        };
        /** @description The data of one event. */
        ImageStreamEvent: components["schemas"]["ImageGenPartialImageEvent"] | components["schemas"]["ImageGenTextChunkEvent"] | components["schemas"]["ImageGenCompletedEvent"] | components["schemas"]["ImageGenStreamErrorEvent"];
        KeyResponse: {
            data: {
                byok_usage: number;
                byok_usage_daily: number;
                byok_usage_monthly: number;
                byok_usage_weekly: number;
                creator_user_id: string | null;
                /** Format: date-time */
                expires_at?: string | null;
                include_byok_in_limit: boolean;
                is_free_tier: boolean;
                is_management_key: boolean;
                /** @deprecated */
                is_provisioning_key: boolean;
                label: string;
                /** @description Credit limit of the key in dollars; null is no limit. */
                limit: number | null;
                /** @description What the limit leaves. */
                limit_remaining: number | null;
                /** @description When the limit starts again. */
                limit_reset: string | null;
                /** @deprecated */
                rate_limit: {
                    interval: string;
                    note: string;
                    requests: number;
                };
                usage: number;
                /** @description Since midnight UTC. */
                usage_daily: number;
                usage_monthly: number;
                /** @description Since Monday UTC. */
                usage_weekly: number;
            };
        };
        ModelsListResponse: {
            data: {
                architecture: {
                    input_modalities?: string[];
                    output_modalities?: string[];
                };
                /** @description Time in Unix seconds. */
                created: number;
                id: string;
                name: string;
            }[];
        };
        /** @description What each field of a request accepts; a field that is absent is not supported. */
        SupportedParameters: {
            [key: string]: {
                /** @enum {string} */
                type: "enum";
                values: string[];
            } | {
                max: number;
                min: number;
                /** @enum {string} */
                type: "range";
            } | {
                /** @enum {string} */
                type: "boolean";
            };
        };
    };
    responses: {
        /** @description The provider has failed, or the generation was not completed. Nothing is charged. */
        BadGateway: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 502,
                 *         "message": "Provider returned error"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description A parameter is missing or not valid, the model is unknown, or a filter refuses the content. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The edge network has ended a request that took too long. */
        EdgeNetworkTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 524,
                 *         "message": "Request timed out. Please try again later."
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Any other error, such as 405, 412 or 422. */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 422,
                 *         "message": "The request cannot be processed"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The key may not do this, or a guardrail or moderation stops the request. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The provider has not answered in time. */
        GatewayTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 504,
                 *         "message": "The provider has not answered in time"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The gateway has failed. The message is general on purpose. */
        InternalServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 500,
                 *         "message": "Internal Server Error"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description No model, endpoint or image has this name. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 404,
                 *         "message": "Resource not found"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The body is too large. */
        PayloadTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 413,
                 *         "message": "Request payload too large"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The account or the key has no credit left. */
        PaymentRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 402,
                 *         "message": "Insufficient credits. Add more using https://openrouter.ai/credits"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The provider is overloaded. */
        ProviderOverloaded: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 529,
                 *         "message": "Provider returned error"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The request has taken too long. */
        RequestTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 408,
                 *         "message": "Request timed out"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description No provider can take the request. */
        ServiceUnavailable: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 503,
                 *         "message": "No provider is available"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The gateway or the provider limits the rate. */
        TooManyRequests: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 429,
                 *         "message": "Rate limit exceeded",
                 *         "metadata": {
                 *           "error_type": "rate_limit_exceeded"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The key is missing, wrong or disabled. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": {
                 *         "code": 401,
                 *         "message": "Missing Authentication header"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
    };
    parameters: {
        /** @description The address of the calling site, which the rankings of the gateway show. */
        Referer: string;
        /** @description The name of the calling site, which the rankings of the gateway show. */
        Title: string;
    };
    requestBodies: never;
    headers: {
        /** @description The limit that the request hit. Only a refusal by the gateway itself has this header. */
        RateLimitLimit: number;
        /** @description What the limit leaves. Only a refusal by the gateway itself has this header. */
        RateLimitRemaining: number;
        /** @description The time at which the limit starts again. The pages do not give its unit. */
        RateLimitReset: number;
        /** @description Seconds to wait. The header may be absent. */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    sendChatCompletionRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description The address of the calling site, which the rankings of the gateway show. */
                "HTTP-Referer"?: components["parameters"]["Referer"];
                /** @description The name of the calling site, which the rankings of the gateway show. */
                "X-OpenRouter-Title"?: components["parameters"]["Title"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "model": "google/gemini-2.5-flash-image",
                 *       "messages": [
                 *         {
                 *           "role": "user",
                 *           "content": "Draw a red panda astronaut."
                 *         }
                 *       ],
                 *       "modalities": [
                 *         "image",
                 *         "text"
                 *       ],
                 *       "image_config": {
                 *         "aspect_ratio": "16:9"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ChatRequest"];
            };
        };
        responses: {
            /** @description The answer. A model may answer in words alone, without images. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "gen-1748372400-abc123",
                     *       "object": "chat.completion",
                     *       "created": 1748372400,
                     *       "model": "google/gemini-2.5-flash-image",
                     *       "system_fingerprint": null,
                     *       "choices": [
                     *         {
                     *           "index": 0,
                     *           "finish_reason": "stop",
                     *           "message": {
                     *             "role": "assistant",
                     *             "content": "Here is the picture.",
                     *             "images": [
                     *               {
                     *                 "image_url": {
                     *                   "url": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                     *                 }
                     *               }
                     *             ]
                     *           }
                     *         }
                     *       ],
                     *       "usage": {
                     *         "prompt_tokens": 10,
                     *         "completion_tokens": 1290,
                     *         "total_tokens": 1300,
                     *         "cost": 0.039
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ChatResult"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            524: components["responses"]["EdgeNetworkTimeout"];
            529: components["responses"]["ProviderOverloaded"];
            default: components["responses"]["Error"];
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
            /** @description The credit that the account has bought and used. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "total_credits": 100.5,
                     *         "total_usage": 25.75
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CreditsResponse"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["InternalServerError"];
            default: components["responses"]["Error"];
        };
    };
    createImages: {
        parameters: {
            query?: never;
            header?: {
                /** @description The address of the calling site, which the rankings of the gateway show. */
                "HTTP-Referer"?: components["parameters"]["Referer"];
                /** @description The name of the calling site, which the rankings of the gateway show. */
                "X-OpenRouter-Title"?: components["parameters"]["Title"];
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
            /** @description The images, or a stream of events if the model can stream. The data after the last event is [DONE]. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "created": 1748372400,
                     *       "data": [
                     *         {
                     *           "b64_json": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
                     *           "media_type": "image/png"
                     *         }
                     *       ],
                     *       "usage": {
                     *         "prompt_tokens": 0,
                     *         "completion_tokens": 4175,
                     *         "total_tokens": 4175,
                     *         "cost": 0.04
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ImageGenerationResponse"];
                    "text/event-stream": components["schemas"]["ImageStreamEvent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
            524: components["responses"]["EdgeNetworkTimeout"];
            529: components["responses"]["ProviderOverloaded"];
            default: components["responses"]["Error"];
        };
    };
    listImageModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image models. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "bytedance-seed/seedream-4.5",
                     *           "name": "Seedream 4.5",
                     *           "description": "A text-to-image model.",
                     *           "created": 1692901234,
                     *           "architecture": {
                     *             "input_modalities": [
                     *               "text",
                     *               "image"
                     *             ],
                     *             "output_modalities": [
                     *               "image"
                     *             ]
                     *           },
                     *           "supported_parameters": {
                     *             "resolution": {
                     *               "type": "enum",
                     *               "values": [
                     *                 "1K",
                     *                 "2K",
                     *                 "4K"
                     *               ]
                     *             },
                     *             "seed": {
                     *               "type": "boolean"
                     *             }
                     *           },
                     *           "supports_streaming": false,
                     *           "endpoints": "/api/v1/images/models/bytedance-seed/seedream-4.5/endpoints"
                     *         },
                     *         {
                     *           "id": "openai/gpt-image-1",
                     *           "name": "GPT Image 1",
                     *           "description": "A model that generates and edits images.",
                     *           "created": 1745366400,
                     *           "architecture": {
                     *             "input_modalities": [
                     *               "text",
                     *               "image"
                     *             ],
                     *             "output_modalities": [
                     *               "image"
                     *             ]
                     *           },
                     *           "supported_parameters": {
                     *             "n": {
                     *               "type": "range",
                     *               "min": 1,
                     *               "max": 10
                     *             },
                     *             "quality": {
                     *               "type": "enum",
                     *               "values": [
                     *                 "auto",
                     *                 "low",
                     *                 "medium",
                     *                 "high"
                     *               ]
                     *             },
                     *             "output_compression": {
                     *               "type": "range",
                     *               "min": 0,
                     *               "max": 100
                     *             }
                     *           },
                     *           "supports_streaming": true,
                     *           "endpoints": "/api/v1/images/models/openai/gpt-image-1/endpoints"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImageModelsListResponse"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            default: components["responses"]["Error"];
        };
    };
    listImageModelEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The part of the model id before the slash. */
                author: string;
                /** @description The part of the model id after the slash. */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoints of the model. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "bytedance-seed/seedream-4.5",
                     *       "endpoints": [
                     *         {
                     *           "provider_name": "Bytedance",
                     *           "provider_slug": "bytedance",
                     *           "provider_tag": "bytedance",
                     *           "supported_parameters": {
                     *             "resolution": {
                     *               "type": "enum",
                     *               "values": [
                     *                 "1K",
                     *                 "2K",
                     *                 "4K"
                     *               ]
                     *             },
                     *             "seed": {
                     *               "type": "boolean"
                     *             }
                     *           },
                     *           "allowed_passthrough_parameters": [],
                     *           "supports_streaming": false,
                     *           "pricing": [
                     *             {
                     *               "billable": "output_image",
                     *               "unit": "image",
                     *               "cost_usd": 0.05
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImageModelEndpointsResponse"];
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            default: components["responses"]["Error"];
        };
    };
    getCurrentKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "label": "sk-or-v1-au7...890",
                     *         "limit": 100,
                     *         "limit_remaining": 74.5,
                     *         "limit_reset": "monthly",
                     *         "include_byok_in_limit": false,
                     *         "usage": 25.5,
                     *         "usage_daily": 25.5,
                     *         "usage_weekly": 25.5,
                     *         "usage_monthly": 25.5,
                     *         "byok_usage": 0,
                     *         "byok_usage_daily": 0,
                     *         "byok_usage_weekly": 0,
                     *         "byok_usage_monthly": 0,
                     *         "is_free_tier": false,
                     *         "is_management_key": false,
                     *         "is_provisioning_key": false,
                     *         "creator_user_id": "user_2dHFtVWx2n56w6HkM0000000000",
                     *         "expires_at": "2027-12-31T23:59:59Z",
                     *         "rate_limit": {
                     *           "requests": 1000,
                     *           "interval": "1h",
                     *           "note": "This field is deprecated and safe to ignore."
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["KeyResponse"];
                };
            };
            401: components["responses"]["Unauthorized"];
            500: components["responses"]["InternalServerError"];
            default: components["responses"]["Error"];
        };
    };
    getModels: {
        parameters: {
            query?: {
                /** @description Most models of a reply. Without offset and limit the list is complete. */
                limit?: number;
                /** @description How many models to leave out at the start. */
                offset?: number;
                /** @description Kinds of output in a comma list, or all. Without it the list has the models that write text. */
                output_modalities?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The models. The published schema has more members. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "bytedance-seed/seedream-4.5",
                     *           "name": "Seedream 4.5",
                     *           "created": 1692901234,
                     *           "architecture": {
                     *             "input_modalities": [
                     *               "text",
                     *               "image"
                     *             ],
                     *             "output_modalities": [
                     *               "image"
                     *             ]
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ModelsListResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            500: components["responses"]["InternalServerError"];
            default: components["responses"]["Error"];
        };
    };
}
