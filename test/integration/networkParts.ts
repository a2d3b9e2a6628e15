/** Parts of a company's network: a server with a certificate of a private authority, and a proxy. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Server as NetServer, type Socket } from 'node:net';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';

/** A certificate for `localhost` and `bots.example`, made for this run: by an authority the machine trusts, or not. */
export type Certificate = 'trusted' | 'untrusted';

/** Speaks TLS in front of a server that does not. */
export class TlsFront {
  private constructor(
    readonly port: number,
    private readonly server: TlsServer,
    private readonly sockets: Set<Socket>,
  ) {}

  static async start(behindUrl: string): Promise<TlsFront> {
    const sockets = new Set<Socket>();
    const behind = Number(new URL(behindUrl).port);
    const server = createTlsServer(filesOf('trusted'), (socket) => join(socket, behind));
    server.on('connection', (socket: Socket) => keep(sockets, socket));
    // A client that does not trust the certificate hangs up.
    server.on('tlsClientError', () => undefined);
    return new TlsFront(await listen(server), server, sockets);
  }

  /** Shows another certificate from now on, also to who is connected. */
  show(certificate: Certificate): void {
    this.server.setSecureContext(filesOf(certificate));
    this.hangUp();
  }

  hangUp(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    await close(this.server, this.sockets);
  }
}

/** A proxy that builds tunnels to one port of this machine, whatever server is asked for. */
export class TunnelProxy {
  /** `host:port` of every tunnel that was asked for. */
  readonly asked: string[] = [];
  /** What it answers when a tunnel is asked for. */
  status = 200;

  private constructor(
    readonly url: string,
    private readonly server: Server,
    private readonly sockets: Set<Socket>,
  ) {}

  static async start(target: number): Promise<TunnelProxy> {
    const sockets = new Set<Socket>();
    const server = createServer();
    server.on('connection', (socket) => keep(sockets, socket));
    const proxy = new TunnelProxy(`http://127.0.0.1:${await listen(server)}`, server, sockets);
    server.on('connect', ({ url = '' }, socket) => {
      proxy.asked.push(url);
      if (proxy.status === 200) {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        join(socket, target);
      } else {
        socket.end(`HTTP/1.1 ${proxy.status} No\r\nContent-Length: 0\r\n\r\n`);
      }
    });
    return proxy;
  }

  hangUp(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    await close(this.server, this.sockets);
  }
}

function filesOf(certificate: Certificate): { cert: string; key: string } {
  const folder = process.env['BBS_CERTIFICATES'];
  assert.ok(folder, 'test/host/run-integration.mjs made certificates');
  const read = (ending: string) => readFileSync(path.join(folder, `${certificate}.${ending}`), 'utf8');
  return { cert: read('pem'), key: read('key') };
}

/** Whichever of the two ends first takes the other with it; that is how connections end here. */
function join(socket: NodeJS.ReadWriteStream, port: number): void {
  const other = connect(port, '127.0.0.1');
  const ended = () => undefined;
  pipeline(socket, other, ended);
  pipeline(other, socket, ended);
}

function keep(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  socket.on('error', () => undefined);
}

async function listen(server: NetServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function close(server: NetServer, sockets: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of sockets) socket.destroy();
  await closed;
}
