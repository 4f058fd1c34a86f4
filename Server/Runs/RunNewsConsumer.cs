using MassTransit;
using StreamingTracker.Backup.Contracts;

namespace StreamingTracker.Backup.Server.Runs;

/// <summary>Hears every event of runs, on a queue that this process has for itself and that ends with it.</summary>
internal sealed class RunNewsConsumer(RunNews news) :
    IConsumer<RunAccepted>,
    IConsumer<RunRefused>,
    IConsumer<RunProgressed>,
    IConsumer<BackupCompleted>,
    IConsumer<BackupFailed>,
    IConsumer<RestoreCompleted>,
    IConsumer<RestoreFailed>,
    IConsumer<VerifyCompleted>,
    IConsumer<VerifyFailed>
{
    public Task Consume(ConsumeContext<RunAccepted> context) => Tell(context.Message);

    public Task Consume(ConsumeContext<RunRefused> context) => Tell(context.Message);

    public Task Consume(ConsumeContext<RunProgressed> context) => Tell(context.Message);

    public Task Consume(ConsumeContext<BackupCompleted> context) => Tell(context.Message);

    public Task Consume(ConsumeContext<BackupFailed> context) => Tell(context.Message);

    public Task Consume(ConsumeContext<RestoreCompleted> context) => Tell(context.Message);

    public Task Consume(ConsumeContext<RestoreFailed> context) => Tell(context.Message);

    public Task Consume(ConsumeContext<VerifyCompleted> context) => Tell(context.Message);

    public Task Consume(ConsumeContext<VerifyFailed> context) => Tell(context.Message);

    private Task Tell(RunEvent heard)
    {
        news.Tell(heard);
        return Task.CompletedTask;
    }
}
