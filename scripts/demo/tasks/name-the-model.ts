import type { ScriptedTask } from '../scripted-task.ts';

const contract = 'services/ranking/src/contract.ts';
const ranker = 'services/ranking/src/rank/create-ranker.ts';

/** Renames a field of the answer, which breaks every caller, insists, and stays blocked. */
export const nameTheModel: ScriptedTask = {
  id: 'name-the-model',
  first: {
    thought: 'I rename the field in the contract, in the document and where the answer is made.',
    edits: [
      { path: contract, oldText: '  modelVersion: Type.String(', newText: '  model: Type.String(' },
      { path: 'services/ranking/openapi.json', oldText: '"modelVersion",', newText: '"model",' },
      { path: 'services/ranking/openapi.json', oldText: '"modelVersion": {', newText: '"model": {' },
      { path: ranker, oldText: '  modelVersion,\n', newText: '  model: modelVersion,\n' },
      {
        path: 'services/ranking/src/rank/create-ranker.test.ts',
        oldText: "expect(answer).toMatchObject({ modelVersion: 'test-model',",
        newText: "expect(answer).toMatchObject({ model: 'test-model',",
      },
      {
        path: 'services/ranking/src/app.test.ts',
        oldText: "    modelVersion: 'test-model',",
        newText: "    model: 'test-model',",
      },
    ],
    claim: 'The answer says `model`, as the card does; document and tests follow.',
  },
  repairs: [],
  giveUp: 'The task asks for this name, and a second field with the same value would be worse. I leave it as it is.',
};
