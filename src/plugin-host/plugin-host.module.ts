import { Global, Module } from '@nestjs/common';
import { ConsentModule } from '../consent/consent.module';
import { OutboxModule } from '../outbox/outbox.module';
import { PrivacyModule } from '../privacy/privacy.module';
import { WorkspacesModule } from '../workspaces/workspaces.module';
import { DeliveriesService } from './deliveries/deliveries.service';
import { DeliveryClaims } from './deliveries/delivery-claims';
import { DeliveryRunner } from './deliveries/delivery-runner';
import { DeliveryStore } from './deliveries/delivery-store';
import { DeliveryWork } from './deliveries/delivery-work';
import { FieldSources } from './deliveries/field-sources.service';
import { Schedules } from './deliveries/schedules';
import { PluginCatalogue } from './discovery/plugin-catalogue';
import { EnablementChanges } from './enablement/enablement-changes.service';
import { EnablementsService } from './enablement/enablements.service';
import { NoticeRecipients } from './enablement/notice-recipients';
import { PluginSettings } from './enablement/plugin-settings';
import { HookAddresses } from './hooks/hook-addresses';
import { Hooks } from './hooks/hooks';
import { HooksController } from './hooks/hooks.controller';
import { PaymentNotices } from './hooks/payment-notices.service';
import { ConsentTerms } from './firewall/consent-terms';
import { FieldCatalogue } from './firewall/field-catalogue';
import { Firewall } from './firewall/firewall';
import { Ledger } from './firewall/ledger';
import { DataController } from './pages/data.controller';
import { Disclosures } from './pages/disclosures';
import { DisclosuresController } from './pages/disclosures.controller';
import { PluginList } from './pages/plugin-list';
import { PluginPage } from './pages/plugin-page';
import { PluginStates } from './pages/plugin-state';
import { PluginsController } from './pages/plugins.controller';
import { Recipients } from './pages/recipients';
import { RecipientsController } from './pages/recipients.controller';
import { SheetView } from './pages/sheet-view';
import { Trial } from './pages/trial';
import { UndeliveredController } from './pages/undelivered.controller';
import { DisclosureWriter } from './disclosure-writer';
import { HandedOverService } from './handed-over.service';
import { PluginTroubles } from './plugin-troubles.service';
import { PersonalDataCalls } from './personal-data/personal-data-calls.service';
import { PersonalDataHolders } from './personal-data/personal-data-holders';
import { PluginCopies } from './personal-data/plugin-copies';
import { ConsentNews } from './personal-data/consent-news';
import { StandingNews } from './personal-data/standing-news';
import { PluginsService } from './plugins.service';
import { HotReload } from './process/hot-reload';
import { PluginProcesses } from './process/plugin-processes';
import { TroubleLog } from './process/trouble-log';

@Global()
@Module({
  imports: [OutboxModule, WorkspacesModule, ConsentModule, PrivacyModule],
  controllers: [
    PluginsController,
    UndeliveredController,
    RecipientsController,
    DisclosuresController,
    DataController,
    HooksController,
  ],
  providers: [
    SheetView,
    PluginStates,
    PluginTroubles,
    HandedOverService,
    DisclosureWriter,
    PluginList,
    PluginPage,
    Recipients,
    Disclosures,
    Trial,
    PluginCatalogue,
    PluginProcesses,
    TroubleLog,
    HotReload,
    PluginSettings,
    EnablementsService,
    EnablementChanges,
    NoticeRecipients,
    FieldCatalogue,
    ConsentTerms,
    Ledger,
    Firewall,
    PluginsService,
    PersonalDataHolders,
    PersonalDataCalls,
    PluginCopies,
    StandingNews,
    ConsentNews,
    FieldSources,
    DeliveryStore,
    DeliveryClaims,
    DeliveriesService,
    DeliveryWork,
    DeliveryRunner,
    Schedules,
    HookAddresses,
    PaymentNotices,
    Hooks,
  ],
  exports: [
    PluginsService,
    PersonalDataCalls,
    DeliveriesService,
    FieldSources,
    EnablementsService,
    PluginTroubles,
    HandedOverService,
    PaymentNotices,
  ],
})
export class PluginHostModule {}
