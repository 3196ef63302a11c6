# The whole lab as one container: for Docker Desktop and for people without Node. See docker-compose.yml.
# Where no registry answers, `node scripts/node-image.mjs` makes this base from Debian and npm packages.
FROM node:24-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
WORKDIR /lab
COPY package.json package-lock.json ./
COPY scripts/dependencies.mjs scripts/
RUN node -e "import('/lab/scripts/dependencies.mjs').then((made) => made.ensureDependencies())"
COPY . .
RUN node scripts/start.mjs --build-only
EXPOSE 3000
# Inside, all addresses are listened on. Who may reach them is decided outside, where the port is published: so the image
# alone demands a password or join code, and docker-compose.yml, which publishes on loopback, says that it does.
ENTRYPOINT ["node", "scripts/start.mjs", "--host", "0.0.0.0"]
