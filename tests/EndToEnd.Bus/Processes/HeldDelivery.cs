using RabbitMQ.Client;

namespace StreamingTracker.Backup.EndToEnd.Bus.Processes;

/// <summary>A consumer that takes a message and never says that it is done with it: what a broker with a time limit cuts.</summary>
internal sealed class HeldDelivery : IAsyncDisposable
{
    private const string Queue = "held";

    private readonly IConnection _connection;

    private HeldDelivery(IConnection connection) => _connection = connection;

    public static async Task<HeldDelivery> ConnectAsync(Uri broker, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false };
        return new(await factory.CreateConnectionAsync(cancellationToken));
    }

    /// <summary>Holds a message until the broker takes it away.</summary>
    /// <returns>The broker's words.</returns>
    public async Task<string> BeCutAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        await using var channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var cut = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, reason) =>
        {
            cut.TrySetResult(reason.ReplyText);
            return Task.CompletedTask;
        };
        await channel.QueueDeclareAsync(Queue, durable: false, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        await channel.BasicPublishAsync("", Queue, new byte[1], cancellationToken);
        await channel.BasicConsumeAsync(Queue, autoAck: false, new Holder(channel), cancellationToken);
        return await cut.Task.WaitAsync(limit, cancellationToken);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private sealed class Holder(IChannel channel) : AsyncDefaultBasicConsumer(channel);
}
