namespace StreamingTracker.Backup.ServiceDefaults.Messaging;

/// <summary>What carries the messages.</summary>
public enum MessagingTransport
{
    /// <summary>This process's memory: for all roles in one process. The default.</summary>
    InMemory,

    /// <summary>A RabbitMQ broker: for roles in processes of their own.</summary>
    RabbitMq,
}

/// <summary>How messages travel.</summary>
internal sealed record MessagingSettings
{
    public required MessagingTransport Transport { get; init; }

    /// <summary>The broker; null with the in-memory transport.</summary>
    public BrokerAddress? Broker { get; init; }

    /// <summary>
    /// How every queue and exchange begins. The archive's name and the database are in it, so that services of several databases can
    /// share a broker.
    /// </summary>
    public required string Prefix { get; init; }
}

/// <summary>Where a broker is and who logs on.</summary>
/// <param name="Uri">The address as the bus wants it, without user and password: <c>rabbitmq://host:port/vhost</c>.</param>
/// <param name="User">The user.</param>
/// <param name="Password">The password.</param>
/// <param name="Encrypted">Whether the connection is encrypted (amqps).</param>
internal sealed record BrokerAddress(Uri Uri, string User, string Password, bool Encrypted)
{
    /// <summary>The address alone.</summary>
    public override string ToString() => Uri.ToString();
}
