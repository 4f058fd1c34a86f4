using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Runner.Acceptance;

namespace StreamingTracker.Backup.RestoreWorker;

/// <summary>Takes requests for restores.</summary>
internal sealed class RestoreRequestedConsumer(RunAcceptance acceptance) : RequestConsumer<RestoreRequested>(acceptance);
