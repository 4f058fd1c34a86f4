using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Runner.Acceptance;

namespace StreamingTracker.Backup.BackupWorker;

/// <summary>Takes requests for backups.</summary>
internal sealed class BackupRequestedConsumer(RunAcceptance acceptance) : RequestConsumer<BackupRequested>(acceptance);

/// <summary>Takes requests for verifications.</summary>
internal sealed class VerifyRequestedConsumer(RunAcceptance acceptance) : RequestConsumer<VerifyRequested>(acceptance);
