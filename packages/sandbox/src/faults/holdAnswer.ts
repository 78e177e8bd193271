import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** An answer that is ready and not yet on its way. */
export interface HeldAnswer {
  readonly status: number;
  /** Sends it after all; does nothing once the caller has hung up. */
  send(): void;
}

/** Keeps what a listener answers, so that somebody can decide what becomes of it. For answers in one piece. */
export function holdAnswer(
  response: ServerResponse,
  decide: (answer: HeldAnswer) => void,
): void {
  const writeHead = response.writeHead.bind(response);
  const end = response.end.bind(response);
  let status = 200;
  let headers: OutgoingHttpHeaders | undefined;
  Object.assign(response, {
    writeHead(given: number, givenHeaders?: OutgoingHttpHeaders) {
      status = given;
      headers = givenHeaders;
      return response;
    },
    end(body?: string | Buffer) {
      Object.assign(response, { writeHead, end });
      decide({
        status,
        send() {
          if (!response.destroyed && !response.headersSent) {
            writeHead(status, headers);
            end(body);
          }
        },
      });
      return response;
    },
  });
}
