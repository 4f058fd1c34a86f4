using MassTransit;
using StreamingTracker.Backup.Contracts;

namespace StreamingTracker.Backup.Runner.Acceptance;

/// <summary>
/// Takes a request from the bus: it is recorded or refused, answered and acknowledged, in a moment. The run itself is done by the
/// hosted runner, since a broker cuts deliveries that are held long.
/// </summary>
public abstract class RequestConsumer<T>(RunAcceptance acceptance) : IConsumer<T>
    where T : RunRequested
{
    /// <inheritdoc/>
    public async Task Consume(ConsumeContext<T> context)
    {
        object answer = await acceptance.DecideAsync(context.Message, context.CancellationToken);
        await context.Publish(answer, context.CancellationToken);
    }
}
