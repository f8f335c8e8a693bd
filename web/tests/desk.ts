import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket as Peer } from 'ws';
import type { LiveEvent } from '../src/api/model';

/** A real server on a free port whose doors a test can close. */
export class Desk {
  readonly frames: Record<string, unknown>[] = [];
  readonly peers: Peer[] = [];
  readonly streams: { topics: string | null; authorization?: string }[] = [];
  webSockets = true;
  /** WebSockets that are taken and closed at once: there are too many. */
  tooMany = 0;
  streamsAnswer = true;
  /** Streams that the client has closed. */
  closed = 0;
  private waiting: (() => void)[] = [];
  private readonly writers: ((data: string) => void)[] = [];

  private constructor(private readonly server: Server, private readonly sockets: WebSocketServer) {}

  static async open(): Promise<Desk> {
    const server = createServer();
    const desk = new Desk(server, new WebSocketServer({ noServer: true }));
    server.on('upgrade', (request, socket, head) => {
      if (!desk.webSockets) {
        socket.destroy();
        desk.changed();
        return;
      }
      desk.sockets.handleUpgrade(request, socket, head, (peer) => desk.greet(peer));
    });
    server.on('request', (request, response) => {
      const address = new URL(request.url ?? '/', 'http://desk');
      desk.streams.push({ topics: address.searchParams.get('topics'), authorization: request.headers.authorization });
      if (!desk.streamsAnswer) {
        response.writeHead(503).end();
        desk.changed();
        return;
      }
      response.on('close', () => {
        desk.closed += 1;
        desk.changed();
      });
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': hello\n\n');
      desk.writers.push((data) => response.write(`data: ${data}\n\n`));
      desk.changed();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return desk;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/api/v1/live`;
  }

  private greet(peer: Peer): void {
    if (this.tooMany > 0) {
      this.tooMany -= 1;
      peer.close(1013);
      this.changed();
      return;
    }
    this.peers.push(peer);
    peer.on('message', (data) => {
      const frame = JSON.parse(String(data)) as { subscribe?: string[] };
      this.frames.push(frame);
      if (frame.subscribe) peer.send(JSON.stringify({ subscribed: frame.subscribe.filter((topic) => topic !== 'queue:other'), refused: frame.subscribe.includes('queue:other') ? [{ topic: 'queue:other', reason: 'not yours' }] : [] }));
      this.changed();
    });
    this.changed();
  }

  send(event: LiveEvent): void {
    this.peers.at(-1)?.send(JSON.stringify(event));
  }

  /** Sends it and waits until the client has taken it in. */
  async tell(event: LiveEvent): Promise<void> {
    this.send(event);
    const peer = this.peers.at(-1)!;
    const heard = new Promise<void>((resolve) => peer.once('pong', () => resolve()));
    peer.ping();
    await heard;
  }

  /** Sends it over the newest stream, or over one that was opened earlier. */
  stream(event: LiveEvent, place = -1): void {
    this.writers.at(place)?.(JSON.stringify(event));
  }

  changed(): void {
    this.waiting.splice(0).forEach((wake) => wake());
  }

  /** Waits until something that a client did or saw makes the condition true. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  async close(): Promise<void> {
    this.peers.forEach((peer) => peer.terminate());
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
