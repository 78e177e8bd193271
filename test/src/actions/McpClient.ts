import type { PortalClient } from '../portal/PortalClient';
import { z } from 'zod';

const answerSchema = z.object({
  result: z
    .object({
      isError: z.boolean().optional(),
      content: z.array(z.object({ text: z.string().optional() })).optional(),
      tools: z.array(z.object({ name: z.string() })).optional(),
    })
    .optional(),
  error: z.object({ message: z.string() }).optional(),
});

/** Calls tools of the portal's MCP server as an agent of one person does. */
export class McpClient {
  private id = 0;

  constructor(private readonly portal: PortalClient) {}

  async tools(): Promise<string[]> {
    const { result } = await this.ask('tools/list', {});
    return (result?.tools ?? []).map(({ name }) => name);
  }

  /** @throws Error when there is no such tool */
  async call(
    name: string,
    args: object,
  ): Promise<{ isError: boolean; text: string }> {
    const { result, error } = await this.ask('tools/call', {
      name,
      arguments: args,
    });
    return {
      isError: error !== undefined || result?.isError === true,
      text:
        error?.message ??
        (result?.content ?? []).map(({ text }) => text ?? '').join('\n'),
    };
  }

  private async ask(method: string, params: object) {
    this.id += 1;
    const { status, text } = await this.portal.request(
      '/api/mcp-actions/v1',
      { jsonrpc: '2.0', id: this.id, method, params },
      { accept: 'application/json, text/event-stream' },
    );
    if (status !== 200) {
      throw new Error(`${method}: ${status} ${text}`);
    }
    // The server may answer as a stream of one event.
    const json = /^data: (.*)$/m.exec(text)?.[1] ?? text;
    return answerSchema.parse(JSON.parse(json));
  }
}
