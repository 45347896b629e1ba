/* Fills the page from the live services; the server of this page passes every question on. */

const element = (id) => document.getElementById(id);

const state = { setup: undefined, user: undefined, current: undefined, recent: [], arms: {}, last: undefined };

const call = async (path, body) => {
  const answer = await fetch(path, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(5000),
  });
  return answer.json();
};

const create = (tag, { text, className, ...attributes } = {}, ...children) => {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};

// The same artist has the same colours, everywhere on the page.
const coloursOf = (text) => {
  let hash = 7;
  for (const letter of text) hash = (hash * 31 + letter.codePointAt(0)) % 1_000_003;
  // The golden angle keeps the hues of names that are nearly the same far apart.
  const hue = Math.round((hash * 137.508) % 360);
  return [`hsl(${hue} 75% 62%)`, `hsl(${(hue + 40 + (hash % 90)) % 360} 65% 36%)`, `hsl(${hue} 50% 20%)`];
};

const paint = (target, text) => {
  const [light, middle, dark] = coloursOf(text);
  target.style.background = `radial-gradient(120% 120% at 20% 15%, ${light}, transparent 55%), linear-gradient(140deg, ${middle}, ${dark})`;
};

// An id of an item and one of an artist may be the same.
const nameOf = (id) => state.setup.names[id] ?? id;
const artistName = (id) => state.setup.artistNames[id] ?? id;

const shelves = [
  ['track', 'Up next'],
  ['artist', 'Artists'],
  ['album', 'Albums'],
  ['playlist', 'Playlists'],
  ['podcast', 'Podcasts'],
  ['concert', 'Concerts'],
  ['merch', 'Merch'],
  ['lyrics', 'Lyrics'],
];

const showView = (answer) => {
  const view = element('view');
  const list = (kind, title) => {
    const cards = answer.cards.filter((card) => card.kind === kind);
    return cards.length === 0
      ? []
      : [
          create(
            'div',
            { className: 'shelf' },
            create('h2', { text: title }),
            create('ol', { className: 'rows' }, ...cards.map((card) => create('li', {}, cardOf(card)))),
          ),
        ];
  };
  const [tracks, ...rest] = shelves;
  view.replaceChildren(
    ...list(...tracks),
    create('div', { className: 'shelves' }, ...rest.flatMap((shelf) => list(...shelf))),
  );
};

const reasons = {
  'current-artist': 'Same artist',
  'played-together': 'Often played next',
  'favourite-artist': 'An artist you like',
  'played-before': 'You know it',
  'new-release': 'New',
  popular: 'Popular',
};

const cardOf = (card) => {
  const art = create('span', { className: card.kind === 'artist' ? 'art round' : 'art', 'aria-hidden': 'true' });
  paint(art, card.artist);
  const [reason] = card.reasons;
  const side = create('span', { className: 'side' });
  if (reason !== undefined) side.append(create('span', { className: 'why', text: reasons[reason] ?? reason }));
  const move = moveOf(card);
  if (move) side.append(move);
  const button = create(
    'button',
    { className: 'card', title: `from ${card.sources.join(', ')}; score ${card.score}`, 'data-id': card.id },
    create('span', { className: 'place', text: String(card.position) }),
    art,
    create(
      'span',
      {},
      create('span', { className: 'name', text: nameOf(card.id) }),
      create('span', { className: 'by', text: card.kind === 'artist' ? 'Artist' : artistName(card.artist) }),
    ),
    side,
  );
  button.addEventListener('click', () => choose(card));
  return button;
};

const moveOf = ({ id, position }) => {
  if (state.last?.current !== state.current.id) return undefined;
  const before = state.last.positions.get(id);
  if (before === position) return undefined;
  if (before === undefined) return create('span', { className: 'move new', text: 'new here' });
  const isUp = before > position;
  return create('span', {
    className: isUp ? 'move up' : 'move down',
    text: `${isUp ? '▲' : '▼'} ${Math.abs(before - position)}`,
    title: `was ${before}`,
  });
};

const rungs = {
  none: 'Full model',
  'cheap-model': 'Cheap model',
  cached: 'Cached list',
  popularity: 'Popularity',
};

const causes = {
  'features-unavailable': 'features did not come in time',
  'budget-short': 'too little time was left',
  'model-failed': 'the model failed',
  'asked-for': 'asked for',
};

const showFacts = ({ answer, tookMs }) => {
  const rung = element('rung');
  const cause = answer.degradationCause;
  rung.className = answer.degradation === 'none' ? 'rung' : 'rung degraded';
  rung.textContent = `${rungs[answer.degradation] ?? answer.degradation}${cause ? `: ${causes[cause] ?? cause}` : ''}`;
  const facts = [
    ['answered in', `${tookMs.toFixed(1)} ms`],
    ['model', answer.model.version],
    ['rules', answer.rules],
    ...Object.entries(answer.arms),
    ['cards', String(answer.cards.length)],
  ];
  element('facts').replaceChildren(
    ...facts.flatMap(([name, value]) => [create('dt', { text: name }), create('dd', { text: value })]),
  );
};

const showProblem = (problem) => {
  const place = element('problem');
  place.hidden = problem === undefined;
  if (!problem) return;
  place.textContent = `${problem.code ?? 'no answer'}: ${problem.detail ?? problem.title ?? 'the service gave no reason'}`;
  const rung = element('rung');
  rung.className = 'rung failed';
  rung.textContent = 'No answer';
};

const chosen = (name) => document.querySelector(`input[name="${name}"]:checked`)?.value;

const ask = async () => {
  const view = element('view');
  view.classList.add('busy');
  const best = chosen('rung');
  const question = {
    user: state.user,
    current: state.current,
    recent: state.recent,
    budgetMs: Number(chosen('budget')),
    ...(best !== '' && { degradation: best }),
    ...(Object.keys(state.arms).length > 0 && { arms: state.arms }),
  };
  try {
    const result = await call('api/view', question);
    showProblem(result.problem);
    if (result.answer) {
      showFacts(result);
      showView(result.answer);
      state.last = {
        current: state.current.id,
        positions: new Map(result.answer.cards.map(({ id, position }) => [id, position])),
      };
    }
  } catch (error) {
    showProblem({ code: 'page', detail: error.message });
  }
  view.classList.remove('busy');
};

const play = (track) => {
  state.recent = [state.current?.id, ...state.recent].filter(Boolean).slice(0, 20);
  state.current = { id: track.id, artist: track.artist };
  element('title').textContent = nameOf(track.id);
  element('artist').textContent = artistName(track.artist);
  element('save').textContent = 'Save';
  paint(element('cover'), track.artist);
  document.body.style.setProperty('--glow', coloursOf(track.artist)[2]);
  return ask();
};

const tell = (events) => call('api/events', { user: state.user, events });

const nextTrack = () => {
  const first = document.querySelector('.rows .card[data-id^="track-"]');
  return state.setup.tracks.find(({ id }) => id === first?.dataset.id) ?? state.setup.tracks[0];
};

const choose = async (card) => {
  await tell([{ type: 'play', item: card.id, currentItem: state.current.id }]);
  if (card.kind === 'track') await play(card);
  else await ask();
};

const endCurrent = async (type) => {
  await tell([{ type, item: state.current.id }]);
  await play(nextTrack());
};

const addChoices = (id, name, choices) =>
  element(id).append(
    ...choices.map(([value, text], at) => {
      const input = create('input', { type: 'radio', name, value });
      input.checked = at === 0;
      return create('label', {}, input, create('span', { text }));
    }),
  );

const addArms = (experiments) =>
  element('arms').replaceChildren(
    ...experiments.map(({ id, arms }) => {
      const field = create('fieldset', { className: 'choice' }, create('legend', { text: `Arm of ${id}` }));
      for (const [value, text] of [['', 'the listener’s own'], ...arms.map((arm) => [arm, arm])]) {
        const input = create('input', { type: 'radio', name: `arm-${id}`, value });
        input.checked = value === '';
        input.addEventListener('change', () => {
          if (value === '') delete state.arms[id];
          else state.arms[id] = value;
          void ask();
        });
        field.append(create('label', {}, input, create('span', { text })));
      }
      return field;
    }),
  );

const start = async () => {
  // On a narrow screen the switches would push the view away.
  element('switches').open = matchMedia('(min-width: 60rem)').matches;
  state.setup = await call('api/setup');
  const { listeners, tracks, experiments, degradations, budgetsMs } = state.setup;
  element('listener').append(
    ...listeners.map((id) => create('option', { value: id, text: state.setup.listenerNames[id] ?? id })),
  );
  addChoices('rungs', 'rung', [['', 'as it comes'], ...degradations.map((rung) => [rung, rungs[rung] ?? rung])]);
  addChoices(
    'budgets',
    'budget',
    budgetsMs.map((ms) => [String(ms), `${ms} ms`]),
  );
  addChoices('faults', 'fault', [
    ['none', 'well'],
    ['slow', 'slow'],
    ['dead', 'dead'],
  ]);
  addArms(experiments);
  for (const id of ['rungs', 'budgets']) element(id).addEventListener('change', ask);
  element('faults').addEventListener('change', async () => {
    await call('api/fault', { kind: chosen('fault') });
    await ask();
  });
  element('listener').addEventListener('change', ({ target }) => {
    state.user = target.value;
    state.recent = [];
    state.last = undefined;
    void ask();
  });
  element('finish').addEventListener('click', () => endCurrent('play'));
  element('skip').addEventListener('click', () => endCurrent('skip'));
  element('save').addEventListener('click', async ({ currentTarget }) => {
    await tell([{ type: 'save', item: state.current.id }]);
    currentTarget.textContent = 'Saved';
  });
  element('again').addEventListener('click', ask);
  state.user = listeners[0];
  await play(tracks[0]);
};

start().catch((error) => showProblem({ code: 'page', detail: error.message }));
