import { notAllowed, type ApiError } from './api-error.ts';
import type { ModelRequest } from './reserve-for.ts';

/**
 * Reads what the gateway needs of a body, or says why it is not forwarded: not JSON, or it asks the provider to reach
 * the network for the agent (server tools, MCP servers, documents by URL), which would be a way around the walls. Pure.
 */
export const parseModelRequest = (body: Buffer): ModelRequest | ApiError => {
  const parsed = parseJson(body.toString('utf8'));
  if (!isRecord(parsed) || typeof parsed['model'] !== 'string') {
    return notAllowed(400, 'the body is not a JSON request to the Messages API.');
  }
  const reach = findNetworkReach(parsed);
  if (reach !== null) {
    return notAllowed(400, `${reach} would let the provider reach the network for the job; a job has no network.`);
  }
  const maxTokens = parsed['max_tokens'];
  return {
    model: parsed['model'],
    maxTokens: typeof maxTokens === 'number' && maxTokens > 0 ? maxTokens : 0,
    bytes: body.byteLength,
  };
};

const findNetworkReach = (body: { readonly [field: string]: unknown }): string | null => {
  if (isFilled(body['mcp_servers'])) return '`mcp_servers`';
  if (body['container'] != null) return '`container`';
  const tools = Array.isArray(body['tools']) ? (body['tools'] as unknown[]) : [];
  const tool = tools.filter(isRecord).find((one) => typeof one['type'] === 'string' && !isClientTool(one['type']));
  if (tool !== undefined) return `the tool of type \`${String(tool['type']).slice(0, 40)}\``;
  return hasUrlSource(body['messages']) || hasUrlSource(body['system']) ? 'a source of type `url`' : null;
};

// These run where the client is, which is inside the walls.
const isClientTool = (type: string): boolean => /^(custom$|bash_|text_editor_|memory_|computer_)/.test(type);

const hasUrlSource = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(hasUrlSource);
  if (!isRecord(value)) return false;
  if (isRecord(value['source']) && value['source']['type'] === 'url') return true;
  return hasUrlSource(value['content']);
};

const isFilled = (value: unknown): boolean => value != null && !(Array.isArray(value) && value.length === 0);

const isRecord = (value: unknown): value is { readonly [field: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
