// Generated from an OpenAPI document by openapi-typescript. Do not edit.
export interface paths {
    "/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List files
         * @description The list ends when it has fewer files than limit.
         */
        get: operations["handle_list_files_request"];
        put?: never;
        /**
         * Upload a file
         * @description A file has at most 50 MB. It is kept until it is deleted, or until expires_after has passed.
         */
        post: operations["handle_upload_file_request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the file. */
                file_id: components["parameters"]["FileId"];
            };
            cookie?: never;
        };
        /** Describe a file */
        get: operations["handle_retrieve_file_request"];
        put?: never;
        post?: never;
        /** Delete a file */
        delete: operations["handle_delete_file_request"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/files/{file_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the file. */
                file_id: components["parameters"]["FileId"];
            };
            cookie?: never;
        };
        /**
         * Download a file
         * @description The reply is the file itself, whatever its kind.
         */
        get: operations["handle_download_file_content_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/image-generation-models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List image models
         * @description Lists the image models that the key may use, with their prices.
         */
        get: operations["handle_image_generation_models_list_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/image-generation-models/{model_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Describe an image model */
        get: operations["handle_image_generation_model_get_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/images/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a deferred request
         * @description The status is 202 while the request is pending, and 200 at its end. A failed request is a document with an error, not an HTTP error. Results are kept for 24 hours.
         */
        get: operations["handle_get_deferred_image_request"];
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
         * @description Reads JSON only; a form is not supported. The images are links, data URLs or ids of uploaded files. With deferred true the reply is a request id at once.
         */
        post: operations["handle_edit_image_request"];
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
         * @description Answers when the images are ready. With deferred true the reply is a request id at once, and the images come from GET /images/{request_id}.
         */
        post: operations["handle_generate_image_request"];
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
         * @description Lists every model that the key may use, in the form of other providers.
         */
        get: operations["handle_models_list_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/{model_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Describe a model */
        get: operations["handle_model_get_request"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/xai-imgen/{request_id}/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an image
         * @description A stand-in for the temporary links of results.
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
    "image.edit.completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A deferred edit has images
         * @description Sent to an endpoint that the team has registered. The document is not in the public copies.
         */
        post: operations["imageEditCompleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "image.edit.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A deferred edit has failed
         * @description Sent to an endpoint that the team has registered. The document is not in the public copies.
         */
        post: operations["imageEditFailed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "image.generation.completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A deferred generation has images
         * @description Sent to an endpoint that the team has registered. The document is not in the public copies.
         */
        post: operations["imageGenerationCompleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "image.generation.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A deferred generation has failed
         * @description Sent to an endpoint that the team has registered. The document is not in the public copies.
         */
        post: operations["imageGenerationFailed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description true gives a request id at once; the images come from GET /images/{request_id}. */
        Deferred: boolean | null;
        DeleteFileResponse: {
            deleted: boolean;
            id: string;
            /** @constant */
            object: "file";
        };
        DoneImageResponse: {
            /** @description The images, as in the reply to a request that is not deferred. */
            data: components["schemas"]["GeneratedImage"][];
            request_id: string;
            /** @constant */
            status: "done";
            usage?: components["schemas"]["MediaUsage"] | null;
        };
        EditImageRequest: {
            aspect_ratio?: components["schemas"]["ImageAspectRatio"];
            deferred?: components["schemas"]["Deferred"];
            /**
             * @description The image to edit. A request has image or images, never both.
             *     Limit: at most 3 images.
             *     Limit: at most 10485760 bytes in an image.
             */
            image?: components["schemas"]["ImageUrl"] | null;
            /**
             * @description Up to three images to edit, in the order in which the prompt names them.
             *     Limit: at most 3 images.
             *     Limit: at most 10485760 bytes in an image.
             */
            images?: components["schemas"]["ImageUrl"][];
            /** @description An image that marks the part to edit. */
            mask?: components["schemas"]["ImageUrl"] | null;
            /** @description The model. */
            model?: ("grok-imagine-image-2.0" | "grok-imagine-image") | ((string & {}) | null);
            /**
             * Format: int32
             * @description Number of images. The guides allow ten in a request.
             *     Limit: 1 to 10.
             */
            n?: number | null;
            output?: components["schemas"]["ImageOutput"];
            /**
             * @description What to change. It names several images as <IMAGE_0>, <IMAGE_1> and so on.
             * @example Add a hat to this cat.
             */
            prompt: string;
            quality?: components["schemas"]["ImageQuality"];
            resolution?: components["schemas"]["ImageResolution"];
            response_format?: components["schemas"]["ResponseFormat"];
            storage_options?: components["schemas"]["StorageOptions"];
            /** @description An id of the end user, against abuse. */
            user?: string | null;
        };
        ErrorResponse: {
            /** @description The kind of error in words. */
            code?: string;
            /** @description What went wrong. */
            error: string;
            usage?: components["schemas"]["MediaUsage"];
        };
        FailedImageResponse: {
            /** @description A failed request has no images. */
            data?: null;
            error: components["schemas"]["ImageError"];
            request_id: string;
            /** @constant */
            status: "failed";
            usage?: components["schemas"]["MediaUsage"] | null;
        };
        File: {
            /** Format: int64 */
            bytes: number;
            /**
             * Format: int64
             * @description Time in Unix seconds.
             */
            created_at: number;
            /**
             * Format: int64
             * @description Time in Unix seconds; null if the file has no end.
             */
            expires_at?: number | null;
            filename: string;
            id: string;
            /** @constant */
            object: "file";
            public_url?: string | null;
            /** Format: int64 */
            public_url_expires_at?: number | null;
            purpose?: string;
        };
        /** @description The stored file of an image. */
        FileOutput: {
            /**
             * Format: int64
             * @description Time in Unix seconds at which the file ends.
             */
            expires_at?: number | null;
            file_id: string;
            filename: string;
            /** @description The public link, if the request asked for one. */
            public_url?: string | null;
            /** @description Why there is no public link. */
            public_url_error?: string | null;
            /**
             * Format: int64
             * @description Time in Unix seconds at which the public link ends.
             */
            public_url_expires_at?: number | null;
        };
        /** @description An image, as url or as b64_json. */
        GeneratedImage: {
            /** @description The image in base64, without the prefix of a data URL. */
            b64_json?: string | null;
            file_output?: components["schemas"]["FileOutput"] | null;
            /**
             * @description Format of the image, JPEG unless the quality gives PNG.
             * @example image/jpeg
             * @example image/png
             * @example image/webp
             */
            mime_type?: string | null;
            /** @description false if moderation kept the image back; the image then has no url and no b64_json. */
            respect_moderation?: boolean;
            /** @description The prompt after rewriting; empty in new replies. */
            revised_prompt?: string | null;
            /** @description Why the image could not be stored. */
            storage_error?: string | null;
            /** @description A link to the image. It is temporary. */
            url?: string | null;
        };
        GeneratedImageResponse: {
            /** @description Why moderation blocked the request. */
            block_reason?: string | null;
            /** @description The images. Moderation may leave fewer than n, or none. */
            data: components["schemas"]["GeneratedImage"][];
            usage?: components["schemas"]["MediaUsage"] | null;
        };
        GenerateImageRequest: {
            aspect_ratio?: components["schemas"]["ImageAspectRatio"];
            deferred?: components["schemas"]["Deferred"];
            /** @description The model. */
            model?: ("grok-imagine-image-2.0" | "grok-imagine-image") | ((string & {}) | null);
            /**
             * Format: int32
             * @description Number of images.
             *     Limit: 1 to 10.
             * @default 1
             */
            n?: number | null;
            output?: components["schemas"]["ImageOutput"];
            /**
             * @description What to draw.
             * @example A cat in a tree
             */
            prompt: string;
            quality?: components["schemas"]["ImageQuality"];
            resolution?: components["schemas"]["ImageResolution"];
            response_format?: components["schemas"]["ResponseFormat"];
            storage_options?: components["schemas"]["StorageOptions"];
            /** @description An id of the end user, against abuse. */
            user?: string | null;
        };
        /**
         * @description Ratio of width to height. A generation without one leaves the ratio to the model (auto). An edit of one image keeps the ratio of that image; an edit of several takes the ratio of the first unless this field says another.
         * @enum {string|null}
         */
        ImageAspectRatio: "1:1" | "3:4" | "4:3" | "9:16" | "16:9" | "2:3" | "3:2" | "9:19.5" | "19.5:9" | "9:20" | "20:9" | "1:2" | "2:1" | "21:9" | "5:2" | "auto" | null;
        ImageError: {
            /** @enum {string} */
            code: "invalid_argument" | "permission_denied" | "failed_precondition" | "service_unavailable" | "internal_error";
            message: string;
        };
        ImageGenerationModel: {
            /** @description Other ids of the model. */
            aliases: string[];
            /**
             * Format: int64
             * @description Time in Unix seconds.
             */
            created: number;
            fingerprint: string;
            id: string;
            /**
             * Format: int64
             * @description Price of an image of medium quality at 1k, in cents.
             */
            image_price: number;
            input_modalities: string[];
            /** Format: int64 */
            max_prompt_length: number;
            /** @constant */
            object: "model";
            output_modalities: string[];
            owned_by: string;
            /** @description Price by quality and resolution; absent where one price holds for all. */
            pricing?: {
                /**
                 * Format: int64
                 * @description Price in ticks; a cent has 100,000,000 ticks.
                 */
                price_per_image: number;
                /** @enum {string} */
                quality: "low" | "medium" | "high";
                /** @enum {string} */
                resolution: "1k" | "1.5k" | "2k";
            }[];
            version: string;
        };
        /** @description Where the gateway puts the images, in place of its own host; the url of an image is then the link that was given. It needs the response format url, and a team without data retention needs it for deferred. */
        ImageOutput: {
            /** @description Signed links to which the gateway sends each image with PUT, as many as n. The Content-Type is the mime_type of the image. */
            upload_urls: string[];
        } | null;
        /**
         * @description How much work the model puts into an image; grok-imagine-image-2.0 alone supports it. auto means low for generations and medium for edits.
         * @default auto
         * @enum {string|null}
         */
        ImageQuality: "low" | "medium" | "auto" | null;
        /**
         * @description Class of resolution. 1k has about one megapixel, 2k about four.
         * @default 1k
         * @enum {string|null}
         */
        ImageResolution: "1k" | "1.5k" | "2k" | null;
        /** @description An image as a link, a data URL or an uploaded file. */
        ImageUrl: {
            /** @description The id of an uploaded JPEG, PNG or WebP file, in place of url. */
            file_id?: string | null;
            /** @description Another name of url, for other clients. */
            image_url?: string;
            /**
             * @description Says that the image is a link.
             * @enum {string}
             */
            type?: "image_url";
            /** @description A public link or a data URL of a JPEG, PNG or WebP image. */
            url?: string;
        } & ({
            url: unknown;
        } | {
            image_url: unknown;
        } | {
            file_id: string;
        });
        ListFilesResponse: {
            data: components["schemas"]["File"][];
            pagination_token?: string | null;
        };
        ListImageGenerationModelsResponse: {
            models: components["schemas"]["ImageGenerationModel"][];
        };
        ListModelsResponse: {
            data: components["schemas"]["Model"][];
            /** @constant */
            object: "list";
        };
        /** @description Cost and tokens of a request. */
        MediaUsage: {
            /**
             * Format: int64
             * @description Cost in ticks; a dollar has 10,000,000,000 ticks.
             * @example 200000000
             */
            cost_in_usd_ticks: number;
            /** @description The sum of the text and image tokens of the input. */
            input_tokens?: number | null;
            input_tokens_details?: {
                /** @description Part of the text tokens. */
                cached_tokens: number;
                image_tokens: number;
                text_tokens: number;
            } | null;
            /** @description The sum of the tokens of the rewritten prompt, of reasoning and of the images. */
            output_tokens?: number | null;
            output_tokens_details?: {
                image_tokens: number;
                reasoning_tokens: number;
                text_tokens: number;
            } | null;
            total_tokens?: number | null;
        };
        Model: {
            aliases?: string[];
            /** Format: int64 */
            context_length?: number;
            /**
             * Format: int64
             * @description Time in Unix seconds.
             */
            created: number;
            id: string;
            /**
             * Format: int64
             * @description Price of an image. The sample has ticks.
             */
            image_price?: number;
            /** @constant */
            object: "model";
            owned_by: string;
        };
        PendingImageResponse: {
            request_id: string;
            /** @constant */
            status: "pending";
        };
        /**
         * @description Form of the images, links or base64 text. A deferred request has links only.
         * @default url
         * @enum {string|null}
         */
        ResponseFormat: "url" | "b64_json" | null;
        StartDeferredResponse: {
            /**
             * @description The id to poll.
             * @example e5b1b4d4-7b6a-4a0e-9c0d-7f3c7d8a1b2c
             */
            request_id: string;
        };
        /** @description Stores the images as files of the team. */
        StorageOptions: {
            /**
             * Format: int64
             * @description Seconds until the file ends, 30 days at most. Without it the file has no end.
             */
            expires_after?: number | null;
            /** @description Name of the stored file. */
            filename: string;
            /** @description true, or an object with options, makes a public link of the file. */
            public_url?: boolean | {
                /**
                 * Format: int64
                 * @description Seconds until the link ends.
                 */
                expires_after?: number | null;
            } | null;
        } | null;
        UploadFileMultipartRequest: {
            /**
             * Format: int64
             * @description Seconds until the file ends. This part must come before the file.
             */
            expires_after?: number | null;
            /** @description The file, with its name. */
            file: Blob;
            /** @description Kept for other clients; the gateway does not read it. */
            purpose?: string | null;
        };
    };
    responses: {
        /** @description An argument of the request is not valid, or the API key is wrong. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Any other error. Its form is not documented. */
        Error: {
            headers: {
                "X-Request-Id": components["headers"]["XRequestId"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "Internal error",
                 *       "error": "The service has failed."
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description No file has this id, or the file is deleted or has ended. */
        FileNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "Unknown error",
                 *       "error": "The request cannot be answered."
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The key or its team is blocked, or may not do this. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "Unknown error",
                 *       "error": "The request cannot be answered."
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The endpoint does not have this method. */
        MethodNotAllowed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "Unknown error",
                 *       "error": "The request cannot be answered."
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description No model has this id, or no endpoint has this path. */
        ModelNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "Unknown error",
                 *       "error": "The request cannot be answered."
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The key sends more requests than its limit. */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "Unknown error",
                 *       "error": "The request cannot be answered."
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The request has no Authorization header, or the header has no valid token. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "Unknown error",
                 *       "error": "The request cannot be answered."
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description A field is missing, or its form is not valid. */
        UnprocessableEntity: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "Unknown error",
                 *       "error": "The request cannot be answered."
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The body is empty, or the Content-Type is not application/json. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "code": "Unknown error",
                 *       "error": "The request cannot be answered."
                 *     }
                 */
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
    };
    parameters: {
        /** @description The id of the file. */
        FileId: string;
        /** @description The id of the model. */
        ModelId: string;
    };
    requestBodies: {
        WebhookEvent: {
            content: {
                "application/json": Record<string, unknown>;
            };
        };
    };
    headers: {
        /** @description The id of the request. */
        XRequestId: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    handle_list_files_request: {
        parameters: {
            query?: {
                /** @description Kept for other clients; pagination_token replaces it. */
                after?: string;
                /** @description A filter expression (AIP-160) on name, file_id, size_bytes, content_type and times. */
                filter?: string;
                /** @description Most files of a reply. */
                limit?: number;
                /** @description Direction of the order. */
                order?: "asc" | "desc";
                /** @description The token of the reply before. */
                pagination_token?: string;
                /** @description Member that gives the order. */
                sort_by?: "created_at" | "filename" | "size";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The files of the team. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "file_a128090d-f0c9-4873-bd84-e499777e7417",
                     *           "object": "file",
                     *           "bytes": 12345,
                     *           "created_at": 1762345678,
                     *           "expires_at": null,
                     *           "filename": "cat.png",
                     *           "purpose": ""
                     *         }
                     *       ],
                     *       "pagination_token": "file_a128090d-f0c9-4873-bd84-e499777e7417"
                     *     }
                     */
                    "application/json": components["schemas"]["ListFilesResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
    handle_upload_file_request: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadFileMultipartRequest"];
            };
        };
        responses: {
            /** @description The uploaded file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "file_a128090d-f0c9-4873-bd84-e499777e7417",
                     *       "object": "file",
                     *       "bytes": 12345,
                     *       "created_at": 1762345678,
                     *       "expires_at": 1762432078,
                     *       "filename": "cat.png",
                     *       "purpose": ""
                     *     }
                     */
                    "application/json": components["schemas"]["File"];
                };
            };
            /** @description expires_after is out of range or follows the file, the part of the file is missing or has no name, or the file name is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Client specified an invalid argument",
                     *       "error": "The file cannot be stored."
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            401: components["responses"]["Unauthorized"];
            /** @description The file has more than 50 MB. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Client specified an invalid argument",
                     *       "error": "The file cannot be stored."
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
    handle_retrieve_file_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the file. */
                file_id: components["parameters"]["FileId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "file_a128090d-f0c9-4873-bd84-e499777e7417",
                     *       "object": "file",
                     *       "bytes": 12345,
                     *       "created_at": 1762345678,
                     *       "expires_at": null,
                     *       "filename": "cat.png",
                     *       "purpose": ""
                     *     }
                     */
                    "application/json": components["schemas"]["File"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["FileNotFound"];
            default: components["responses"]["Error"];
        };
    };
    handle_delete_file_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the file. */
                file_id: components["parameters"]["FileId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file is deleted. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "file_a128090d-f0c9-4873-bd84-e499777e7417",
                     *       "object": "file",
                     *       "deleted": true
                     *     }
                     */
                    "application/json": components["schemas"]["DeleteFileResponse"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["FileNotFound"];
            default: components["responses"]["Error"];
        };
    };
    handle_download_file_content_request: {
        parameters: {
            query?: {
                /** @description Form of the content. */
                format?: "original" | "text";
            };
            header?: never;
            path: {
                /** @description The id of the file. */
                file_id: components["parameters"]["FileId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes of the file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["FileNotFound"];
            default: components["responses"]["Error"];
        };
    };
    handle_image_generation_models_list_request: {
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
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "models": [
                     *         {
                     *           "id": "grok-imagine-image-2.0",
                     *           "fingerprint": "fp_ca78641a52",
                     *           "max_prompt_length": 1024,
                     *           "created": 1738961600,
                     *           "object": "model",
                     *           "owned_by": "xai",
                     *           "version": "2.0.0",
                     *           "input_modalities": [
                     *             "text",
                     *             "image"
                     *           ],
                     *           "output_modalities": [
                     *             "image"
                     *           ],
                     *           "image_price": 6,
                     *           "pricing": [
                     *             {
                     *               "quality": "low",
                     *               "resolution": "1k",
                     *               "price_per_image": 400000000
                     *             },
                     *             {
                     *               "quality": "medium",
                     *               "resolution": "1k",
                     *               "price_per_image": 600000000
                     *             }
                     *           ],
                     *           "aliases": []
                     *         },
                     *         {
                     *           "id": "grok-imagine-image",
                     *           "fingerprint": "fp_ca78641a52",
                     *           "max_prompt_length": 1024,
                     *           "created": 1738961600,
                     *           "object": "model",
                     *           "owned_by": "xai",
                     *           "version": "1.0.0",
                     *           "input_modalities": [
                     *             "text",
                     *             "image"
                     *           ],
                     *           "output_modalities": [
                     *             "image"
                     *           ],
                     *           "image_price": 2,
                     *           "aliases": []
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ListImageGenerationModelsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Error"];
        };
    };
    handle_image_generation_model_get_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the model. */
                model_id: components["parameters"]["ModelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The image model. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "grok-imagine-image",
                     *       "fingerprint": "fp_ca78641a52",
                     *       "max_prompt_length": 1024,
                     *       "created": 1737961600,
                     *       "object": "model",
                     *       "owned_by": "xai",
                     *       "version": "1.0.0",
                     *       "input_modalities": [
                     *         "text",
                     *         "image"
                     *       ],
                     *       "output_modalities": [
                     *         "image"
                     *       ],
                     *       "image_price": 2,
                     *       "aliases": []
                     *     }
                     */
                    "application/json": components["schemas"]["ImageGenerationModel"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ModelNotFound"];
            default: components["responses"]["Error"];
        };
    };
    handle_get_deferred_image_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id that the deferred request got. */
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request has ended, with images or with an error. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoneImageResponse"] | components["schemas"]["FailedImageResponse"];
                };
            };
            /** @description The request is pending. */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "request_id": "e5b1b4d4-7b6a-4a0e-9c0d-7f3c7d8a1b2c",
                     *       "status": "pending"
                     *     }
                     */
                    "application/json": components["schemas"]["PendingImageResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description No request has this id, or its result has ended. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "Some requested entity was not found",
                     *       "error": "No deferred request has this id."
                     *     }
                     */
                    "application/json": components["schemas"]["ErrorResponse"];
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
    handle_edit_image_request: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditImageRequest"];
            };
        };
        responses: {
            /** @description The images, or the id of a deferred request. No page says which status a deferred request gets. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeneratedImageResponse"] | components["schemas"]["StartDeferredResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ModelNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
    handle_generate_image_request: {
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
                 *       "model": "grok-imagine-image-2.0",
                 *       "prompt": "A cat in a tree",
                 *       "n": 2,
                 *       "aspect_ratio": "16:9",
                 *       "response_format": "url"
                 *     }
                 */
                "application/json": components["schemas"]["GenerateImageRequest"];
            };
        };
        responses: {
            /** @description The images, or the id of a deferred request. No page says which status a deferred request gets. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeneratedImageResponse"] | components["schemas"]["StartDeferredResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["ModelNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            default: components["responses"]["Error"];
        };
    };
    handle_models_list_request: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The models. */
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
                     *           "id": "grok-imagine-image-2.0",
                     *           "created": 1769472000,
                     *           "object": "model",
                     *           "owned_by": "xai",
                     *           "aliases": []
                     *         },
                     *         {
                     *           "id": "grok-imagine-image",
                     *           "created": 1769472000,
                     *           "object": "model",
                     *           "owned_by": "xai",
                     *           "aliases": []
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ListModelsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Error"];
        };
    };
    handle_model_get_request: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the model. */
                model_id: components["parameters"]["ModelId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["XRequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "grok-imagine-image",
                     *       "created": 1769472000,
                     *       "object": "model",
                     *       "owned_by": "xai",
                     *       "aliases": [],
                     *       "image_price": 200000000
                     *     }
                     */
                    "application/json": components["schemas"]["Model"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["ModelNotFound"];
            default: components["responses"]["Error"];
        };
    };
    getResultImage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The number of the image, from 0. */
                index: number;
                /** @description The request that made the image. */
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
            /** @description The link has ended. */
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
    imageEditCompleted: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["WebhookEvent"];
        responses: {
            /** @description The receiver has the event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    imageEditFailed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["WebhookEvent"];
        responses: {
            /** @description The receiver has the event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    imageGenerationCompleted: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["WebhookEvent"];
        responses: {
            /** @description The receiver has the event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    imageGenerationFailed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: components["requestBodies"]["WebhookEvent"];
        responses: {
            /** @description The receiver has the event. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
