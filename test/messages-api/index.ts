export type { BillLine } from './bill.ts';
export type { ConversationState } from './conversation.ts';
export type { MessagesRequest, Reply, ReplyBlock } from './protocol.ts';
export { answer, callTool, fail, say } from './replies.ts';
export { startMessagesApi } from './start-messages-api.ts';
export type { MessagesApi, MessagesApiOptions, Script, SeenRequest } from './start-messages-api.ts';
