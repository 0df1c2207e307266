import { Module } from '@nestjs/common';
import { WorkspacesModule } from '../workspaces/workspaces.module';
import { CspReportsController } from './csp-reports/csp-reports.controller';
import { ReportLimits } from './csp-reports/report-limits';
import { HealthController } from './health.controller';
import { HttpMetrics } from './http-metrics';
import { MetricsController } from './metrics.controller';
import { SecurityTextController } from './security-text.controller';

@Module({
  imports: [WorkspacesModule],
  controllers: [HealthController, MetricsController, SecurityTextController, CspReportsController],
  providers: [HttpMetrics, ReportLimits],
})
export class OperationsModule {}
