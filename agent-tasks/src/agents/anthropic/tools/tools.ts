import { bashTool } from './bash.ts';
import { editFileTool } from './edit-file.ts';
import { listFilesTool } from './list-files.ts';
import { readFileTool } from './read-file.ts';
import { searchTool } from './search.ts';
import type { Tool } from './tool.ts';
import { writeFileTool } from './write-file.ts';

/** What the anthropic driver's model may call. */
export const tools: readonly Tool[] = [readFileTool, writeFileTool, editFileTool, listFilesTool, searchTool, bashTool];
