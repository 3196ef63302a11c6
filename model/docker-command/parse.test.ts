import { describe, expect, it } from 'vitest';
import { formatCommand } from './format';
import { isCommand, parseCommand } from './parse';
import { problemText } from './problem';

function parsed(line: string) {
  const found = parseCommand(line);
  if (!isCommand(found)) throw new Error(`${line}: ${problemText(found)}`);
  return found;
}

function refused(line: string) {
  const found = parseCommand(line);
  if (isCommand(found)) throw new Error(`${line} was understood: ${JSON.stringify(found)}`);
  return { code: found.code, text: problemText(found) };
}

describe('docker commands', () => {
  it('[DCL1] flags are read as docker reads them: apart, glued, run together, with =, and after --', () => {
    const lines = [
      'docker run -d -i -t --name web -e A=1 --memory 64m img:x sh -c "echo hi"',
      'docker run -dit --name=web -eA=1 -m64m img:x sh -c "echo hi"',
      "docker run -itd=true --name 'web' --env=A=1 -m=65536k img:x sh -c 'echo hi'",
      'docker container run -d -ti --name web -e "A=1" --memory=64M -- img:x sh -c echo\\ hi',
      'sudo docker run -dit --name other --name web -e A=1 -m 64mb img:x sh -c "echo hi" # a note',
    ];
    for (const line of lines) expect(parsed(line), line).toEqual(parsed(lines[0] ?? ''));
    expect(parsed(lines[0] ?? '')).toMatchObject({ type: 'run', detach: true, spec: { image: 'img:x', argv: ['sh', '-c', 'echo hi'], memory: 67108864, env: ['A=1'], interactive: true, tty: true } });
  });

  it('[DCL2] run, create, exec and top take everything after the first word as it stands; the others take flags anywhere', () => {
    expect(parsed('docker run img sleep -t 5 --rm')).toMatchObject({ spec: { argv: ['sleep', '-t', '5', '--rm'], rm: false } });
    expect(parsed('docker exec web ps -ef')).toMatchObject({ argv: ['ps', '-ef'] });
    expect(parsed('docker top web -eo pid,ppid,args')).toMatchObject({ psArgs: ['-eo', 'pid,ppid,args'] });
    expect(parsed('docker stop web -t 3')).toEqual({ type: 'stop', containers: ['web'], time: 3 });
    expect(parsed('docker restart --timeout=-1 a b')).toEqual({ type: 'restart', containers: ['a', 'b'], time: -1 });
    expect(parsed('docker rm web -fv')).toEqual({ type: 'rm', containers: ['web'], force: true, volumes: true });
  });

  it('[DCL3] signals are normalised and KILL is the default of docker kill', () => {
    expect(parsed('docker kill web')).toEqual({ type: 'kill', containers: ['web'], signal: 'SIGKILL' });
    for (const line of ['docker kill -s 1 web', 'docker kill --signal=HUP web', 'docker kill -sSIGHUP web']) expect(parsed(line)).toMatchObject({ signal: 'SIGHUP' });
    expect(parsed('docker run --stop-signal int img')).toMatchObject({ spec: { stopSignal: 'SIGINT' } });
    expect(refused('docker kill -s NOPE web')).toMatchObject({ code: 'bad-value' });
    expect(refused('docker kill -9 web').text).toMatch(/docker kill --signal 9/);
  });

  it('[DCL4] a mistyped flag or command is answered with the nearest one', () => {
    expect(refused('docker run --nmae web img').text).toMatch(/no flag --nmae.*Did you mean --name\?/);
    expect(refused('docker run -rm img').text).toMatch(/Did you mean --rm\?/);
    expect(refused('docker stpo web').text).toMatch(/Did you mean docker stop\?/);
    expect(refused('dcoker ps').text).toMatch(/Did you mean docker\?/);
    expect(refused('run img').text).toMatch(/docker run/);
    expect(refused('docker container frob web').code).toBe('unknown-command');
  });

  it('[DCL5] what docker can do and the lab does not is refused by name, with why and an alternative', () => {
    for (const flag of ['--privileged', '-v /:/host', '-p 80:80', '--cap-add=ALL', '--device /dev/sda', '--mount type=bind', '--label a=b', '--ipc host', '--security-opt x', '--volumes-from y']) {
      const { code, text } = refused(`docker run ${flag} img`);
      expect(code, flag).toBe('refused-flag');
      expect(text.length, flag).toBeGreaterThan(60);
    }
    expect(refused('docker stop -s INT web').text).toMatch(/--stop-signal, or docker kill -s SIGNAL/);
    expect(refused('docker run --network host img').text).toMatch(/none or bridge/);
    expect(refused('docker exec --privileged web sh').code).toBe('refused-flag');
    expect(refused('docker attach web')).toMatchObject({ code: 'refused-command', text: expect.stringMatching(/docker logs -f/) as unknown });
    for (const command of ['cp', 'volume ls', 'network create x', 'compose up', 'pull x', 'system prune']) expect(refused(`docker ${command}`).code, command).toBe('refused-command');
    expect(refused('docker -H tcp://elsewhere ps').code).toBe('refused-flag');
    expect(refused('docker top web -o pgid=PID,pid').code).toBe('bad-value');
    expect(refused('docker build https://example.org/x.git').code).toBe('bad-value');
  });

  it('[DCL6] a line that needs a shell says which part does and what to do', () => {
    for (const line of ['docker ps | grep x', 'docker ps; docker ps', 'docker ps && true', 'docker ps > f', 'docker run img sh -c "echo $HOME"', 'docker rm $(docker ps -aq)', 'docker rm `x`', 'docker ps\ndocker ps', 'docker rm web*', 'docker ps &']) {
      expect(refused(line).code, line).toBe('shell');
    }
    expect(refused('docker run img sh -c "echo $HOME"').text).toMatch(/single quotes/);
    expect(parsed("docker run img sh -c 'echo $HOME | cat'")).toMatchObject({ spec: { argv: ['sh', '-c', 'echo $HOME | cat'] } });
    expect(parsed('docker ps --filter name=^/web$')).toMatchObject({ filters: ['name=^/web$'] });
    expect(parsed('docker run img echo "5 $"')).toMatchObject({ spec: { argv: ['echo', '5 $'] } });
    expect(refused("docker run img 'open").code).toBe('syntax');
    expect(refused('docker run img "open').code).toBe('syntax');
    expect(refused('docker ps \\').code).toBe('syntax');
    expect(refused('  ').code).toBe('syntax');
    expect(parsed('docker run \\\n  -d img')).toMatchObject({ detach: true });
  });

  it('[DCL7] values are checked before anything is performed', () => {
    for (const line of ['docker run --memory lots img', 'docker run --cpus many img', 'docker run --name x img', 'docker run --name -a img', 'docker run -e A img', 'docker run --restart sometimes img', 'docker run --pid=elsewhere img', 'docker run -w rel img', 'docker stop -t soon web', 'docker stop ../x', 'docker run UPPER', 'docker logs --tail some web', 'docker run --init=perhaps img', 'docker events --since yesterday', 'docker run --name']) {
      expect(refused(line).code, line).toBe('bad-value');
    }
    for (const line of ['docker run', 'docker', 'docker stop', 'docker exec web', 'docker logs a b', 'docker rename a', 'docker ps web', 'docker build', 'docker start -a x y', 'docker run --cpus 1 --cpu-quota 5 img', 'docker run -d --rm --restart always img']) {
      expect(refused(line).code, line).toBe('arguments');
    }
  });

  it('[DCL8] kill on the host is understood with a number and with the pid that docker inspect tells', () => {
    const expected = { type: 'host-kill', signal: 'SIGKILL', target: { container: 'web' } };
    for (const line of [
      "kill -9 $(docker inspect -f '{{.State.Pid}}' web)",
      'kill -KILL $(docker inspect -f {{.State.Pid}} web)',
      "sudo kill -s KILL $(docker inspect --format='{{.State.Pid}}' web)",
      "kill -SIGKILL \"$(docker inspect --format '{{ .State.Pid }}' web)\"",
      "host kill -9 `sudo docker container inspect -f '{{.State.Pid}}' web`",
    ]) {
      expect(parsed(line), line).toEqual(expected);
    }
    expect(parsed("kill $(docker inspect -f '{{.State.Pid}}' web)")).toMatchObject({ signal: 'SIGTERM' });
    expect(parsed('host kill -TERM 4038')).toEqual({ type: 'host-kill', signal: 'SIGTERM', target: { pid: 4038 } });
    expect(parsed('kill -- 4038')).toMatchObject({ target: { pid: 4038 } });
    expect(parsed('host ps')).toEqual({ type: 'host-ps' });
    expect(parsed('ps -ef')).toEqual({ type: 'host-ps' });
    for (const line of ['kill', 'kill -9', 'kill -9 1 2', 'kill -9 0', 'kill -9 -- -1', 'kill -NOPE 1', 'kill web', 'kill -9 $(rm -rf /)', "kill -9 $(docker inspect -f '{{.Id}}' web)", "kill -9 $(docker inspect -f '{{.State.Pid}}' a b)", 'kill -9 $(docker ps -q | head)', 'ps -o environ', 'host reboot', "kill -9 1 $(docker inspect -f '{{.State.Pid}}' web)"]) {
      expect(() => parsed(line), line).toThrow();
    }
  });

  it('[DCL9] a line is printed in one canonical form', () => {
    expect(formatCommand(parsed('docker container run --init --detach --tty=true -i --name=web -m 65536k img sh -c "a b"'))).toBe("docker run -d -it --init --name web -m 64m img sh -c 'a b'");
    expect(formatCommand(parsed('docker kill --signal KILL web'))).toBe('docker kill web');
    expect(formatCommand(parsed('sudo kill -9 $(docker inspect -f {{.State.Pid}} web)'))).toBe("kill -KILL $(docker inspect -f '{{.State.Pid}}' web)");
  });
});
