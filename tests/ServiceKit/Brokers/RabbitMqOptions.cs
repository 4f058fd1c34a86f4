namespace StreamingTracker.Backup.ServiceKit.Brokers;

/// <summary>What a broker is to be like.</summary>
public sealed record RabbitMqOptions
{
    /// <summary>
    /// How long a consumer may hold a delivery before the broker takes it away and closes the channel. Default: the broker's own
    /// 30 minutes. It is looked at twice as often, but no more than once a second: below a second it makes no difference.
    /// </summary>
    public TimeSpan? ConsumerTimeout { get; init; }
}
