import { ben, daysAgo, mia, minutesAgo, olu, visitor, type Story, type StoryVisitor } from '../story';

const ana: StoryVisitor = {
  name: 'Ana Silva',
  email: 'ana.silva@example.org',
  country: 'PT',
  language: 'en',
  browser: 'Safari 26',
  os: 'iOS 26',
};

/** What waits right now. */
export const now: Story[] = [
  {
    visitor: ana,
    last: minutesAgo(3),
    state: 'unread',
    tags: ['delivery', 'damage'],
    pages: ['Fen table', 'Wren chair', 'Fen table'],
    lines: [
      visitor('Hello, my Fen table came this morning. It is beautiful, but there is a scratch near the edge.'),
      ben('Hello Ana, I am sorry to hear that. Could you send us a picture, and does it catch on your fingernail?', { after: 2 }),
      visitor('Here it is. Yes, just a little.', { file: 'scratch.jpg', after: 3 }),
      mia.note('Order 1048, carried by Norden. Oil and 240 paper do it, ten minutes.', { after: 3 }),
      ben('It is a mark in the oil, not in the wood, so it comes out completely. Shall Mia come by and do it for you? On us.', {
        after: 1,
      }),
      visitor('That is very kind, I would not dare to. Could she come on Thursday after five?', { after: 4 }),
    ],
  },
  {
    visitor: ana,
    last: daysAgo(9, '16:42'),
    state: 'closed',
    tags: ['before buying'],
    lines: [
      visitor('How many people fit around the Fen table?'),
      ben('Six in comfort, eight when you like each other. It is 220 by 95 cm.', { after: 3 }),
      visitor('Eight it will be then. Ordering now, thank you.', { after: 2 }),
    ],
  },
  {
    visitor: { country: 'FR', language: 'fr', browser: 'Firefox 144', os: 'Windows 11' },
    last: minutesAgo(1),
    state: 'unread',
    pages: ['Loch sofa'],
    lines: [visitor('Bonjour, le canapé Loch existe-t-il en vert foncé ? Et livrez-vous à Lyon ?')],
  },
  {
    visitor: { name: 'Jonas', country: 'DE', language: 'de', browser: 'Chrome 141', os: 'Windows 11' },
    last: minutesAgo(6),
    state: 'unread',
    pages: ['Drift bed'],
    lines: [
      visitor('Hi, does the Drift bed come apart? Our staircase has a tight turn.'),
      visitor('The turn is about 80 cm wide at the narrowest point, I measured it.', { file: 'staircase.png', after: 2 }),
    ],
  },
  {
    visitor: {
      name: 'Priya Raman',
      email: 'priya@example.org',
      country: 'GB',
      language: 'en',
      browser: 'Edge 141',
      os: 'Windows 11',
    },
    last: minutesAgo(9),
    state: 'seen',
    assigned: 'olu',
    tags: ['trade'],
    pages: ['Wren chair', 'Fen table'],
    lines: [
      visitor('We are furnishing a small office in Leeds: 24 Wren chairs and 4 Fen tables. Is there a trade price?'),
      olu('Good morning Priya, there is. For that many I can offer 15 % and one delivery on a day you choose.', { after: 6 }),
      visitor('That sounds good. Would you put it in writing, with the address below? Then I can take it to finance today.'),
      olu.note('Quote is with Rosa for the numbers, she has it back to me before lunch.', { after: 2 }),
      olu('With pleasure. You will have it within the hour.', { after: 1 }),
      visitor('Perfect. I am here until six.', { after: 14 }),
    ],
  },
  {
    visitor: {
      name: 'Kwame Mensah',
      email: 'kwame.m@example.org',
      country: 'GH',
      language: 'en',
      browser: 'Chrome 141',
      os: 'Android 16',
    },
    last: minutesAgo(17),
    state: 'seen',
    tags: ['delivery'],
    lines: [
      visitor('Is there any news about order 1039? It was promised for Tuesday.'),
      ben('Hello Kwame, let me look where it is.', { after: 2 }),
      ben('It left our workshop this morning and comes on Thursday between two and four. Here is the label.', {
        file: 'label-1039.png',
        after: 3,
      }),
      visitor('Thursday works. Thank you for looking.', { after: 1 }),
      ben('I will write to you on Thursday morning, as soon as the van is loaded.', { after: 1 }),
    ],
  },
  {
    visitor: { name: 'Elif', country: 'TR', language: 'en', browser: 'Chrome 141', os: 'macOS 26' },
    last: minutesAgo(31),
    state: 'seen',
    tags: ['care'],
    pages: ['Fen table'],
    lines: [
      visitor('What oil do I use on the table, and how often?'),
      mia('A hard wax oil, thinly, once a year. In the first winter twice, because heating dries the wood.', { after: 4 }),
      visitor('And red wine?', { after: 1 }),
      mia('Wipe it off within the hour and you will never know. After a night: a little oil, then polish.', { after: 1 }),
      mia('I can send you the care card, if you like. It has all of it on one side of paper.', { file: 'care-card.pdf' }),
    ],
  },
  {
    website: 'workshop',
    visitor: {
      name: 'Tove Berg',
      email: 'tove@example.org',
      country: 'SE',
      language: 'sv',
      browser: 'Safari 26',
      os: 'macOS 26',
    },
    last: minutesAgo(44),
    state: 'seen',
    tags: ['repair'],
    lines: [
      visitor('Hej! Jag har en Wren-stol från 2019 där ett ben har blivit löst. Går det att laga?'),
      mia('Hej Tove! Det går alldeles utmärkt, och det kostar ingenting. Kan du ta en bild på fogen?', { after: 7 }),
      visitor('Här.', { file: 'chair-joint.jpg', after: 5 }),
      mia('Tack! Det är bara limmet. Skicka benet till oss, fraktsedeln kommer med e-post.', { after: 3 }),
    ],
  },
  {
    visitor: { name: 'Hiro Tanaka', country: 'JP', language: 'en', browser: 'Safari 26', os: 'iOS 26' },
    last: minutesAgo(58),
    state: 'unread',
    assigned: 'mia',
    lines: [
      visitor('Do you ship the Ember lamp to Osaka? And does it work with 100 volts?'),
      mia('It does, the lamp takes 100 to 240 volts. Shipping to Osaka is 48 euros and takes eight days.', { after: 5 }),
      visitor('Great. Which plug comes with it?', { after: 12 }),
    ],
  },
];
