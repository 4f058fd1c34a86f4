using System.Text;
using RabbitMQ.Client;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Bus.Behaviour;

/// <summary>A queue as somebody sees it who knows nothing of the product, and the queue of what could not be consumed from it.</summary>
internal sealed class ErrorQueue : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly string _queue;

    private ErrorQueue(IConnection connection, IChannel channel, string queue) => (_connection, _channel, _queue) = (connection, channel, queue);

    public static async Task<ErrorQueue> ConnectAsync(Uri broker, string queue, CancellationToken cancellationToken)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(cancellationToken);
        return new(connection, await connection.CreateChannelAsync(cancellationToken: cancellationToken), queue);
    }

    /// <summary>Sends bytes to the queue.</summary>
    public async Task SendAsync(string text, CancellationToken cancellationToken) =>
        await _channel.BasicPublishAsync("", _queue, Encoding.UTF8.GetBytes(text), cancellationToken);

    /// <summary>Takes the next message that could not be consumed.</summary>
    /// <returns>Why, as its headers say.</returns>
    public async Task<string> ReasonAsync(CancellationToken cancellationToken)
    {
        BasicGetResult? taken = null;
        await Eventually.HoldsAsync(
            async () => (taken = await _channel.BasicGetAsync(_queue + "_error", autoAck: true, cancellationToken)) is not null, Limit);
        return Encoding.UTF8.GetString((byte[])taken!.BasicProperties.Headers!["MT-Fault-Message"]!);
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
