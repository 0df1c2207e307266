# Builds with everything, runs with as little as possible: no compiler, no development packages, no root.
FROM node:24-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
WORKDIR /parlour
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --no-progress
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY locales locales
COPY src src
COPY plugins plugins
COPY docs/plugin.schema.json docs/
RUN node scripts/build.mjs && npm prune --omit=dev --no-progress

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /parlour
COPY --from=build /parlour/package.json ./
COPY --from=build /parlour/node_modules node_modules
COPY --from=build /parlour/dist dist
COPY locales locales
COPY views views
# A volume takes its owner from the folder it covers.
RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the first process, so that it hears `docker stop`.
CMD ["node", "dist/bundle/server.js"]
