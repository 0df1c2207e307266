import { Injectable } from '@nestjs/common';
import { RequestRecords } from '../common/http/request-record';
import { Metrics } from '../common/metrics';
import { StorageHealth } from '../database/storage-health';

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30];
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** How long requests took, by the pattern of their route, and whether writing works. */
@Injectable()
export class HttpMetrics {
  constructor(metrics: Metrics, records: RequestRecords, storage: StorageHealth) {
    const duration = metrics.histogram(
      'http_request_seconds',
      'Time to answer a request.',
      ['method', 'route', 'status'],
      seconds,
    );
    // A client can make up methods, and must not be able to fill the memory with them.
    records.observe(({ method, route, status, millis }) =>
      duration.observe({ method: methods.has(method) ? method : 'other', route, status }, millis / 1000),
    );
    metrics.gauge('storage_failing', '1 while nothing can be written.', () => (storage.failing ? 1 : 0));
  }
}
