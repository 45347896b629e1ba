export type { Agent, AgentEvent, AgentExit, AgentTurn } from './agents/agent.ts';
export type { Usage } from './budget/usage.ts';
export { parsePlan } from './plan/parse-plan.ts';
export type { Brief, Budget, Plan, PlanProblem, Task } from './plan/plan.ts';
export type { Acceptance, Review } from './review/review.ts';
export type { JournalEntry, RunEvent } from './run/event.ts';
export { foldRun } from './run/run-state.ts';
export type { RunState, TaskState } from './run/run-state.ts';
