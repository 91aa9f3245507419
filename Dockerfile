# iamsim as one static program.
#
#   docker build -t iamsim .                        in an empty image
#   docker run --rm -v "$PWD:/src:ro" iamsim lint .
#
#   docker build -t iamsim:shell --target shell .   in Debian, with a shell, as CI systems want it

FROM swift:6.3-bookworm AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends libpcre2-dev=10.* \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /iamsim
COPY . .
RUN Scripts/build-release /out

FROM debian:bookworm-slim AS shell
COPY --from=build /out/iamsim /usr/local/bin/iamsim
WORKDIR /src
CMD ["iamsim", "--help"]

FROM scratch AS program
COPY --from=build /out/iamsim /usr/bin/iamsim
WORKDIR /src
USER 65534:65534
ENTRYPOINT ["/usr/bin/iamsim"]
CMD ["--help"]
