'use strict';
const { Socket } = require('node:net');
const { deserialize, serialize } = require('node:v8');

const headBytes = 8;
const pieceBytes = 64 * 1024;

/**
 * The plugin's end of the line to the host: frames of length, number of the call (0: none) and a value. `channel.ts` is the
 * other end. It is not Node's own channel between processes: a child can bring its parent down through that one.
 *
 * `large` is told of a frame that is more than a piece, before there is room made for it.
 */
exports.openChannel = function openChannel(fd, { receive, gone, large }) {
  // One buffer for everything that comes, and each byte laid into its frame at once: kept in pieces until it is whole, and then
  // put together, a file would be in memory twice, and the pieces would be garbage.
  const socket = new Socket({ fd, onread: { buffer: Buffer.allocUnsafeSlow(pieceBytes), callback: read } });
  const head = Buffer.alloc(headBytes);
  let missing = headBytes;
  let payload;
  let corked = false;

  function read(count, piece) {
    for (let at = 0; at < count;) {
      const target = payload ?? head;
      const taken = Math.min(missing, count - at);
      piece.copy(target, target.length - missing, at, at + taken);
      at += taken;
      missing -= taken;
      if (!missing) payload ? give() : makeRoom();
    }
    return true;
  }

  function makeRoom() {
    missing = head.readUInt32BE(0);
    if (missing > pieceBytes) large();
    payload = Buffer.allocUnsafe(missing);
  }

  function give() {
    const frame = payload;
    payload = undefined;
    missing = headBytes;
    receive(head.readUInt32BE(4), deserialize(frame));
  }

  socket.on('error', gone);
  socket.on('close', gone);

  return {
    socket,
    /** @returns how many bytes it took, or nothing if it is more than `most` and was not sent */
    send(number, value, most = Infinity) {
      const payload = serialize(value);
      if (payload.length > most) return undefined;
      const frame = Buffer.allocUnsafe(headBytes);
      frame.writeUInt32BE(payload.length, 0);
      frame.writeUInt32BE(number, 4);
      // What is answered in one turn goes out in one write.
      if (!corked) {
        corked = true;
        socket.cork();
        setImmediate(() => {
          corked = false;
          socket.uncork();
        });
      }
      socket.write(frame);
      socket.write(payload);
      return payload.length;
    },
  };
};
