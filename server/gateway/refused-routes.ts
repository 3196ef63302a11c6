/** What the docker command can ask for and the gateway refuses by name, so that the learner reads why and what to do instead. */
import { notAllowed, notThere } from './refusal';
import type { Route } from './route';

interface Refused {
  readonly routes: readonly `${Route['method']} ${string}`[];
  readonly what: string;
  readonly why: string;
  readonly instead: string;
}

const REFUSED: readonly Refused[] = [
  { routes: ['POST /images/{image…}/push'], what: 'docker push', why: 'the lab has no registry.', instead: 'Your images stay here until the session ends.' },
  { routes: ['GET /images/search'], what: 'docker search', why: 'the lab has no registry.', instead: 'docker images shows what is here.' },
  { routes: ['POST /images/load'], what: 'docker load', why: 'an image from elsewhere may hold anything.', instead: 'Build it with docker build -t NAME .' },
  { routes: ['GET /images/get', 'GET /images/{image…}/get'], what: 'docker save', why: 'it would move whole images through the shared engine.', instead: 'Keep the Dockerfile.' },
  { routes: ['POST /commit'], what: 'docker commit', why: 'an image should come from a Dockerfile, which can be read and judged.', instead: 'Write a Dockerfile and use docker build.' },
  { routes: ['GET /containers/{container}/export'], what: 'docker export', why: 'it would move whole file systems through the shared engine.', instead: 'Use docker exec NAME cat FILE.' },
  { routes: ['GET /containers/{container}/archive', 'HEAD /containers/{container}/archive', 'PUT /containers/{container}/archive'], what: 'docker cp', why: 'the engine unpacks such archives as root.', instead: 'Use docker exec -i NAME sh -c "cat > FILE" < FILE, or docker exec NAME cat FILE.' },
  { routes: ['POST /session', 'POST /grpc', 'POST /build/prune', 'POST /build/cancel'], what: 'BuildKit', why: 'its builds cannot be judged step by step.', instead: 'Use the classic builder: DOCKER_BUILDKIT=0 docker build -t NAME .' },
  { routes: ['POST /images/prune', 'POST /networks/prune', 'POST /volumes/prune'], what: 'This prune', why: 'it reaches over what others use.', instead: 'Use docker rmi, docker network rm or docker volume rm; docker container prune works.' },
  { routes: ['POST /auth'], what: 'docker login', why: 'the lab has no registry.', instead: 'Nothing here needs it.' },
  { routes: ['GET /distribution/{image…}/json'], what: 'Asking a registry', why: 'the lab has no registry.', instead: 'docker images shows what is here.' },
  { routes: ['GET /containers/{container}/attach/ws'], what: 'Attaching by WebSocket', why: 'docker attach does not need it.', instead: 'Use docker attach.' },
  {
    routes: ['GET /swarm', 'POST /swarm/init', 'POST /swarm/join', 'POST /swarm/leave', 'POST /swarm/update', 'POST /swarm/unlock', 'GET /swarm/unlockkey', 'GET /nodes', 'GET /nodes/{node}', 'GET /services', 'GET /services/{service}', 'POST /services/create', 'GET /tasks', 'GET /tasks/{task}', 'GET /secrets', 'POST /secrets/create', 'GET /secrets/{secret}', 'GET /configs', 'POST /configs/create', 'GET /configs/{config}'],
    what: 'Swarm mode',
    why: 'the engine is shared and has no cluster.',
    instead: 'Use docker run.',
  },
  { routes: ['GET /plugins', 'GET /plugins/privileges', 'POST /plugins/pull', 'POST /plugins/create', 'POST /plugins/{plugin…}/enable'], what: 'A plugin', why: 'plugins run on the host.', instead: 'Nothing here needs one.' },
];

/** docker inspect asks for every kind of thing in turn, and goes on where there is none. */
const NO_PLUGIN: Route = { method: 'GET', path: '/plugins/{plugin…}/json', handle: ({ params }) => Promise.reject(notThere('plugin', params['plugin'] ?? '')) };

export const REFUSED_ROUTES: readonly Route[] = [NO_PLUGIN, ...REFUSED.flatMap(({ routes, what, why, instead }) =>
  routes.map((route) => {
    const [method, path = ''] = route.split(' ');
    return { method: method as Route['method'], path, query: 'any' as const, body: 'refused' as const, handle: () => Promise.reject(notAllowed(what, why, instead)) };
  }),
)];
