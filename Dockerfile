# Builds the image of the mock server: node, the packed package with its production dependencies, and nothing else.
# docs/guide/container.md says how to run the image, and `npm run image:check` builds and runs the image.
ARG DEBIAN=bookworm

FROM node:24-${DEBIAN}-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm pack --pack-destination /tmp
# The lock file pins the packages of the image, which npm install of a tarball would choose anew. fonts.conf names no font: without
# the file, fontconfig prints an error, and the mock brings its own font.
WORKDIR /image/opt/proofsheet
RUN tar -xzf /tmp/proofsheet-*.tgz --strip-components=1 \
  && cp /src/package-lock.json . \
  && npm ci --omit=dev --ignore-scripts \
  && main="$(node -p "require('./package.json').bin.proofsheet")" \
  && chmod +x "$main" \
  && mkdir -p /image/usr/local/bin /image/etc/fonts /data \
  && echo '<fontconfig/>' > /image/etc/fonts/fonts.conf \
  && cp /usr/local/bin/node /image/usr/local/bin/ \
  && ln -s "/opt/proofsheet/$main" /image/usr/local/bin/proofsheet

FROM debian:${DEBIAN}-slim
LABEL org.opencontainers.image.title="Proofsheet" \
  org.opencontainers.image.description="Mock server and contract tests for image-generation APIs" \
  org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /image /
# A place for `--store sqlite:/data/state.db`.
COPY --from=build --chown=65532:65532 /data /data
# Other arguments after the name of the image need not repeat the host.
ENV NODE_ENV=production PROOFSHEET_MOCK_HOST=0.0.0.0
# A number, because Kubernetes can tell that a number is not root.
USER 65532:65532
EXPOSE 4010
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4010/_proofsheet/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["proofsheet"]
CMD ["mock"]
