'use strict';
const { isIP } = require('node:net');

/**
 * Networks that are nobody's public address (IANA's registries of special-purpose addresses): this machine, the house's own
 * network, the cloud's metadata service and so on.
 */
const special = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** Of IPv6 only 2000::/3 is given out, and of that these are not: Teredo and others, documentation, 6to4, documentation. */
const specialInSix = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/**
 * Whether anybody may be reached at an address. `own` are networks that the operator opened.
 *
 * A plugin shares its realm with the guard and can replace what stands on prototypes. So everything that decides, here and in
 * hosts.cjs, is made of plain syntax, and calls no method at the time of a decision.
 */
exports.addressRules = function addressRules(own) {
  const opened = own.map(networkOf);
  const forbidden = special.map(networkOf);
  const forbiddenSix = specialInSix.map(networkOf);
  const publicSix = networkOf('2000::/3');

  return function isReachable(address) {
    const groups = groupsOf(address);
    if (!groups) return false;
    if (inOne(opened, groups)) return true;
    if (groups.length === 2) return !inOne(forbidden, groups);
    return isIn(publicSix, groups) && !inOne(forbiddenSix, groups);
  };
};

function inOne(networks, groups) {
  for (let index = 0; index < networks.length; index++) if (isIn(networks[index], groups)) return true;
  return false;
}

function isIn({ groups, bits }, wanted) {
  if (groups.length !== wanted.length) return false;
  for (let index = 0, left = bits; left > 0; index++, left -= 16) {
    const shift = left >= 16 ? 0 : 16 - left;
    if (groups[index] >> shift !== wanted[index] >> shift) return false;
  }
  return true;
}

/** Runs before the plugin does. */
function networkOf(text) {
  const [address, bits] = text.split('/');
  const groups = groupsOf(address);
  return { groups, bits: bits === undefined ? groups.length * 16 : Number(bits) };
}

/** An address as numbers of 16 bits: two for IPv4, also where IPv6 only carries one; eight for the rest of IPv6. */
function groupsOf(address) {
  const family = isIP(address);
  if (family === 4) return fourAt(address, 0);
  if (family !== 6) return undefined;
  const groups = sixOf(address);
  const isMapped = allZero(groups, 0, 5) && groups[5] === 0xffff;
  // 64:ff9b::/96 leads to wherever the IPv4 address at its end does.
  const isTranslated = groups[0] === 0x64 && groups[1] === 0xff9b && allZero(groups, 2, 6);
  return isMapped || isTranslated ? [groups[6], groups[7]] : groups;
}

function allZero(groups, from, to) {
  for (let index = from; index < to; index++) if (groups[index] !== 0) return false;
  return true;
}

function fourAt(text, from) {
  const bytes = [0, 0, 0, 0];
  for (let index = from, part = 0; index < text.length; index++) {
    if (text[index] === '.') part++;
    else bytes[part] = bytes[part] * 10 + digit(text[index]);
  }
  return [bytes[0] * 256 + bytes[1], bytes[2] * 256 + bytes[3]];
}

function sixOf(text) {
  const groups = [0, 0, 0, 0, 0, 0, 0, 0];
  let count = 0;
  let gapAt = -1;
  let start = 0;
  while (start < text.length && text[start] !== '%') {
    if (text[start] === ':') {
      if (text[start + 1] === ':') gapAt = count;
      start++;
      continue;
    }
    let end = start;
    let value = 0;
    while (end < text.length && text[end] !== ':' && text[end] !== '.' && text[end] !== '%')
      value = value * 16 + digit(text[end++]);
    if (text[end] === '.') {
      const four = fourAt(text, start);
      groups[count++] = four[0];
      groups[count++] = four[1];
      break;
    }
    groups[count++] = value;
    start = end;
  }
  if (gapAt < 0 || count === 8) return groups;
  // What stands behind "::" belongs to the end.
  const behind = count - gapAt;
  for (let step = 1; step <= behind; step++) {
    groups[8 - step] = groups[count - step];
    if (8 - step !== count - step) groups[count - step] = 0;
  }
  return groups;
}

function digit(character) {
  return +`0x${character}`;
}
