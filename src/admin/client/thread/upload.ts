export interface Uploaded {
  id: string;
  name: string;
}
interface Listener {
  progress: (share: number) => void;
  done: (uploaded: Uploaded) => void;
  /** With the server's sentence, if it had one. */
  failed: (problem: string) => void;
}

/** Sends a file's bytes. `fetch` cannot tell how far an upload is, so this is an XMLHttpRequest; `abort()` takes it back silently. */
export function upload(file: File, { progress, done, failed }: Listener): XMLHttpRequest {
  const request = new XMLHttpRequest();
  request.open('POST', '/inbox/uploads');
  request.setRequestHeader('Accept', 'application/json');
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  request.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
  request.responseType = 'json';
  request.upload.addEventListener('progress', ({ loaded, total }) => progress(total ? loaded / total : 0));
  request.addEventListener('error', () => failed(''));
  request.addEventListener('load', () => {
    const answer = request.response as (Uploaded & { error?: { message: string } }) | null;
    if (request.status === 201 && answer) done(answer);
    else failed(answer?.error?.message ?? '');
  });
  request.send(file);
  return request;
}
