import { ash, darkWood, lit, picture, weave } from './grain';

/** The corner of a table, with a mark in the oil. */
export const scratch = picture(
  `${ash('top')}${darkWood('floor')}
   <linearGradient id="edge" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#6d4a26"/><stop offset="1" stop-color="#3a2512"/></linearGradient>
   <clipPath id="board"><path d="M-20 -20H980V430L470 640Q440 652 412 632L-20 300Z"/></clipPath>
   <filter id="soft"><feGaussianBlur stdDeviation="18"/></filter><filter id="fine"><feGaussianBlur stdDeviation="0.8"/></filter>`,
  `<rect width="960" height="720" filter="url(#floor)"/>
   <path d="M-20 360L412 690Q440 704 470 692L980 480V760H-20Z" fill="#000" opacity="0.55" filter="url(#soft)"/>
   <path d="M-20 300L412 632Q440 652 470 640L980 430V470L470 682Q440 694 412 676L-20 342Z" fill="url(#edge)"/>
   <g clip-path="url(#board)"><g transform="rotate(-22 480 360)"><rect x="-300" y="-400" width="1600" height="1500" filter="url(#top)"/></g>
   <g fill="none" stroke-linecap="round" filter="url(#fine)">
     <path d="M430 452Q520 400 588 392T706 338" stroke="#fff3df" stroke-width="7" opacity="0.75"/>
     <path d="M430 455Q520 404 588 396T706 342" stroke="#5c3a1b" stroke-width="2.5" opacity="0.9"/>
     <path d="M470 470Q540 432 596 426" stroke="#fff3df" stroke-width="3" opacity="0.6"/></g></g>${lit}`,
);

/** Two parts of a chair that have come apart. */
export const joint = picture(
  `${ash('leg', 12)}${ash('rail', 21)}${weave('cloth')}<filter id="soft"><feGaussianBlur stdDeviation="14"/></filter>
   <clipPath id="a"><path d="M520 -40L680 -20L600 760H430Z"/></clipPath><clipPath id="b"><path d="M-40 250L420 300V430L-40 390Z"/></clipPath>
   <linearGradient id="round" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#2a180a" stop-opacity="0.55"/>
     <stop offset="0.4" stop-color="#fff" stop-opacity="0.12"/><stop offset="1" stop-color="#2a180a" stop-opacity="0.6"/></linearGradient>`,
  `<rect width="960" height="720" fill="#8d9188"/><rect width="960" height="720" filter="url(#cloth)" opacity="0.5"/>
   <path d="M560 -40L740 0L670 760H480Z" opacity="0.4" filter="url(#soft)"/><path d="M-40 300L440 350V480L-40 430Z" opacity="0.4" filter="url(#soft)"/>
   <g clip-path="url(#a)"><g transform="rotate(94 540 360)"><rect x="0" y="-100" width="1100" height="1000" filter="url(#leg)"/></g>
     <rect x="430" y="-40" width="260" height="800" fill="url(#round)"/></g>
   <ellipse cx="528" cy="366" rx="26" ry="40" fill="#2b1a0c"/><ellipse cx="534" cy="368" rx="19" ry="33" fill="#160c05"/>
   <g clip-path="url(#b)"><g transform="rotate(6 200 340)"><rect x="-100" y="0" width="760" height="700" filter="url(#rail)"/></g></g>
   <path d="M420 328L468 334V402L420 402Z" fill="#d3b184"/><path d="M420 328L468 334V344L420 340Z" fill="#efd8b4"/>
   <path d="M424 352q12 8 20 2t18 4M428 380q14-6 30 2" stroke="#f6edd9" stroke-width="4" fill="none" opacity="0.8"/>${lit}`,
);

const cloths = [
  '#b9a88e',
  '#8b8f83',
  '#4f6b52',
  '#7b4a36',
  '#31495c',
  '#d8cdb9',
  '#6e5a6b',
  '#a5793e',
  '#3c3f3d',
  '#c4b7a6',
  '#5e7580',
  '#8f3f37',
];

/** Twelve pieces of linen on a table. */
export const samples = picture(
  `${ash('table', 30)}${weave('linen')}<filter id="soft"><feGaussianBlur stdDeviation="6"/></filter>
   <clipPath id="cut"><rect y="6" width="160" height="158"/></clipPath>`,
  `<rect width="960" height="720" filter="url(#table)"/>
   ${cloths
     .map((colour, index) => {
       const place = `translate(${110 + (index % 4) * 192} ${76 + Math.floor(index / 4) * 196}) rotate(${[-3, 2, -1, 4][(index * 7) % 4]} 80 80)`;
       return `<g transform="${place}"><rect x="6" y="10" width="164" height="164" opacity="0.35" filter="url(#soft)"/>
         <path d="M0 0l8 5 8-5 8 5 8-5 8 5 8-5 8 5 8-5 8 5 8-5 8 5 8-5 8 5 8-5 8 5 8-5 8 5 8-5 8 5 8-5v164H0Z" fill="${colour}"/>
         <g clip-path="url(#cut)"><rect y="6" width="160" height="158" filter="url(#linen)" opacity="0.55"/></g></g>`;
     })
     .join('')}${lit}`,
);
