/** The files of a lab to begin with: two steps that lint without a mistake and pass on the engine. */

export function newLabFiles(slug: string): Readonly<Record<string, string>> {
  return { 'lab.yaml': LAB(slug), 'en.md': EN, 'zh.md': ZH, Dockerfile };
}

const Dockerfile = `FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends busybox dumb-init nginx-light procps python3-minimal redis-server tini && rm -rf /var/lib/apt/lists/*
CMD ["sleep", "1000"]
`;

function LAB(slug: string): string {
  return `# yaml-language-server: $schema=../lab.schema.json
title: { en: "${slug}", zh: "${slug}" }
summary:
  en: What one learns here, in a sentence.
  zh: 用一句话说明这个实验要学什么。
minutes: 10
images:
  "sleeper:latest": Dockerfile

steps:
  - id: start
    title: { en: "Who is PID 1?", zh: "谁是 1 号进程？" }
    predict:
      ask: { en: "Which process is PID 1 in this container?", zh: "这个容器里的 1 号进程是谁？" }
      options:
        - { en: "sleep", zh: "sleep" }
        - { en: "a shell", zh: "一个 shell" }
      answer: 0
    run:
      - docker run -d --name sleeper sleeper:latest
      - docker exec sleeper ps -ef
    observe:
      ask: { en: "Which process has PPID 0 beside PID 1?", zh: "除了 1 号进程，还有谁的 PPID 是 0？" }
      options:
        - { en: "none", zh: "没有别的" }
        - { en: "ps, which \`docker exec\` started", zh: "\`docker exec\` 启动的 ps" }
      answer: 1
    expect:
      - id: pid1
        say: { en: "PID 1 is \`sleep\`", zh: "1 号进程是 \`sleep\`" }
        process: { container: sleeper, nspid: 1, comm: sleep }
      - id: looked
        say: { en: "You looked with \`ps\`", zh: "你用 \`ps\` 看过了" }
        command: { line: docker exec sleeper ps, exitCode: 0 }
    hints:
      - unless: pid1
        say: { en: "The first line starts the container.", zh: "第一行启动容器。" }

  - id: cure
    title: { en: "Make it stop quickly", zh: "让它马上停下来" }
    modify:
      ask:
        en: "Change the command line so that \`docker stop\` takes less than three seconds."
        zh: "修改这条命令，让 \`docker stop\` 用时不到三秒。"
      command: docker run -d --name mine sleeper:latest
      solution: docker run -d --init --name mine sleeper:latest
    run:
      - docker stop mine
    expect:
      - id: quick
        say: { en: "\`docker stop\` takes less than 3 seconds", zh: "\`docker stop\` 用时不到 3 秒" }
        command: { line: docker stop mine, exitCode: 0, seconds: [0, 3] }
    hints:
      - unless: quick
        say: { en: "What would \`--init\` change?", zh: "加上 \`--init\` 会怎样？" }
`;
}

const EN = `## start

Start the container and look into it.

### explain

The exec form of \`CMD\` starts the program itself, so it is PID 1 (\`pid_namespaces(7)\`).

## cure

\`sleep\` has no handler for SIGTERM.

### explain

A signal whose action is the default is dropped when its target is PID 1 (\`kernel/signal.c: sig_task_ignored\`).
With \`--init\` it is PID 2, or so, and dies of SIGTERM like any process.
`;

const ZH = `## start

启动容器，然后看看里面。

### explain

\`CMD\` 的 exec 形式直接启动程序本身，所以它就是 1 号进程（\`pid_namespaces(7)\`）。

## cure

\`sleep\` 没有 SIGTERM 的处理函数。

### explain

信号的动作是默认动作、目标又是 1 号进程时，内核会丢掉它（\`kernel/signal.c: sig_task_ignored\`）。
加上 \`--init\`，\`sleep\` 就不再是 1 号，SIGTERM 会像对普通进程那样结束它。
`;
