import type { Report } from './report.ts';
import { visibleJson } from './untrusted-text.ts';

/** The report itself, `interlock.report/1`, indented by two. Pure. */
export const formatJson = (report: Report): string => `${visibleJson(report)}\n`;
