/** What docker can do and this lab does not perform, each with its reason and the nearest way. */
import type { RefusedFlag } from './flags';

function refuse(names: string, why: string, todo: string): readonly RefusedFlag[] {
  return names.split(' ').map((name) => {
    const [long = '', short] = name.split('/');
    return short === undefined ? { long, why, todo } : { long, short, why, todo };
  });
}

const HOST = 'It would open the host to the container, and the host is shared.';
const UNNEEDED = 'No experiment here needs it.';

/** Flags of `docker run` and `docker create`. */
export const REFUSED_RUN_FLAGS: readonly RefusedFlag[] = [
  ...refuse('privileged cap-add device device-cgroup-rule security-opt gpus group-add runtime sysctl', HOST, 'Leave it out: what the labs show needs no more rights.'),
  ...refuse('cap-drop read-only ulimit', UNNEEDED, 'Limits that work here: --memory, --cpus, --pids-limit.'),
  ...refuse('volume/v mount tmpfs volumes-from volume-driver', HOST, 'Put the file into the image with COPY in its Dockerfile.'),
  ...refuse('publish/p publish-all/P expose ip ip6 link network-alias dns add-host mac-address', 'Ports and addresses of the host are shared.', 'Reach the program from inside: docker exec NAME …'),
  ...refuse('ipc uts userns cgroupns cgroup-parent isolation', 'It would share or move a namespace of the host.', 'For processes use --pid container:NAME.'),
  ...refuse('label/l label-file cidfile env-file', 'Labels and files are used by the lab itself.', 'Name the container with --name, and give variables with -e KEY=value.'),
  ...refuse('detach-keys sig-proxy attach/a', 'A Run line has no keyboard.', 'Use a terminal for that.'),
  ...refuse('pull platform', 'Images here are built from the labs’ Dockerfiles.', 'Build it with docker build, or take one that docker images lists.'),
  ...refuse('health-cmd health-interval health-retries health-start-period health-timeout no-healthcheck', UNNEEDED, 'Look at the processes instead: docker top NAME.'),
  ...refuse('log-driver log-opt storage-opt shm-size memory-swap memory-swappiness memory-reservation kernel-memory oom-kill-disable oom-score-adj cpu-shares/c cpuset-cpus cpuset-mems cpu-rt-period cpu-rt-runtime blkio-weight', 'The lab sets it, so that one learner cannot starve another.', 'Limits that work here: --memory, --cpus, --pids-limit.'),
];

export const REFUSED_FLAGS: Readonly<Record<string, readonly RefusedFlag[]>> = {
  exec: [
    ...refuse('privileged', HOST, 'Leave it out.'),
    ...refuse('detach-keys env-file', 'A Run line has no keyboard and no files.', 'Give variables with -e KEY=value.'),
  ],
  rm: refuse('link/l', UNNEEDED, 'Remove the container itself: docker rm NAME.'),
  ps: refuse('size/s last/n', UNNEEDED, 'Use -a for all, -l for the last one.'),
  logs: refuse('since until details', UNNEEDED, 'Use --tail to see only the last lines.'),
  inspect: refuse('size/s type', UNNEEDED, 'Name the container or image.'),
  images: refuse('filter/f format digests no-trunc', UNNEEDED, 'docker images lists the images of this lab.'),
  stop: refuse('signal/s', 'Engines before 23.0 do not know it.', 'Use docker run --stop-signal, or docker kill -s SIGNAL NAME.'),
  restart: refuse('signal/s', 'Engines before 23.0 do not know it.', 'Use docker run --stop-signal, or docker kill -s SIGNAL NAME.'),
  start: refuse('checkpoint checkpoint-dir detach-keys', UNNEEDED, 'Leave it out.'),
  events: refuse('format', UNNEEDED, 'Use --filter to see fewer.'),
  build: [
    ...refuse('network add-host security-opt ssh secret cgroup-parent isolation', HOST, 'Leave it out.'),
    ...refuse('build-arg target label platform pull push output/o cache-from cache-to build-context progress iidfile squash memory/m cpu-quota cpuset-cpus shm-size ulimit compress quiet/q', UNNEEDED, 'Change the Dockerfile instead.'),
  ],
};

/** Commands of docker that are not performed, with the nearest alternative. */
export const REFUSED_COMMANDS: Readonly<Record<string, string>> = {
  attach: 'Use docker logs -f NAME, or a terminal.',
  commit: 'Write a Dockerfile and use docker build.',
  compose: 'Start the containers one by one with docker run.',
  cp: 'Use docker exec NAME cat FILE, or COPY in a Dockerfile.',
  diff: 'Use docker exec NAME ls.',
  export: 'Use docker exec NAME cat FILE.',
  history: 'Use docker inspect IMAGE.',
  import: 'Write a Dockerfile and use docker build.',
  info: 'The engine’s version stands in the badge at the top.',
  load: 'Write a Dockerfile and use docker build.',
  login: 'No registry is used here.',
  logout: 'No registry is used here.',
  network: 'Containers have a network of their own, or none with --network none.',
  plugin: 'No plugins are used here.',
  port: 'Ports are not published here; use docker exec NAME ….',
  pull: 'Images here are built from the labs’ Dockerfiles: docker images lists them.',
  push: 'No registry is used here.',
  rmi: 'Images are shared between learners and kept; docker images lists them.',
  save: 'Images are shared between learners and stay here.',
  search: 'docker images lists the images of this lab.',
  secret: 'Give values with -e KEY=value.',
  service: 'Start the container with docker run.',
  stack: 'Start the containers with docker run.',
  stats: 'Use docker top NAME.',
  swarm: 'Start the containers with docker run.',
  system: 'Use docker events, docker ps or docker images.',
  tag: 'Give the name when you build: docker build -t NAME.',
  update: 'Remove the container and run it anew with the other limit.',
  version: 'The engine’s version stands in the badge at the top.',
  volume: 'Put files into the image with COPY in its Dockerfile.',
};
