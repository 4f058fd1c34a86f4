using MassTransit;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Bus.Behaviour;

/// <summary>Every event that was heard on the bus, in the order in which it came.</summary>
public sealed class EventLog
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly List<RunEvent> _heard = [];

    public IReadOnlyList<RunEvent> Of(string runId)
    {
        lock (_lock) return [.. _heard.Where(heard => heard.RunId == runId)];
    }

    /// <summary>Waits for an event of a run.</summary>
    public async Task<T> HearAsync<T>(string runId, int nth = 1)
        where T : RunEvent
    {
        await Eventually.HoldsAsync(
            () => Of(runId).OfType<T>().Count() >= nth,
            Limit,
            () => $"there are {nth} {typeof(T).Name} among\n{string.Join('\n', Of(runId).Where(heard => heard is not RunProgressed))}");
        return Of(runId).OfType<T>().ElementAt(nth - 1);
    }

    public void Add(RunEvent heard)
    {
        lock (_lock) _heard.Add(heard);
    }
}

internal sealed class EventListener(EventLog log) :
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
    public Task Consume(ConsumeContext<RunAccepted> context) => Add(context.Message);

    public Task Consume(ConsumeContext<RunRefused> context) => Add(context.Message);

    public Task Consume(ConsumeContext<RunProgressed> context) => Add(context.Message);

    public Task Consume(ConsumeContext<BackupCompleted> context) => Add(context.Message);

    public Task Consume(ConsumeContext<BackupFailed> context) => Add(context.Message);

    public Task Consume(ConsumeContext<RestoreCompleted> context) => Add(context.Message);

    public Task Consume(ConsumeContext<RestoreFailed> context) => Add(context.Message);

    public Task Consume(ConsumeContext<VerifyCompleted> context) => Add(context.Message);

    public Task Consume(ConsumeContext<VerifyFailed> context) => Add(context.Message);

    private Task Add(RunEvent heard)
    {
        log.Add(heard);
        return Task.CompletedTask;
    }
}
