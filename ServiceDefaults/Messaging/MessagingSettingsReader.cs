using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.ServiceDefaults.Messaging;

/// <summary>Reads how messages travel. No message repeats any part of a broker's address, since it may hold a password.</summary>
internal static class MessagingSettingsReader
{
    public const string TransportKey = "Messaging:Transport";
    public const string ConnectionStringKey = "ConnectionStrings:messaging";
    public const string UriKey = "Messaging:RabbitMq:Uri";
    public const string PasswordKey = "Messaging:RabbitMq:Password";
    public const string PasswordFileKey = "Messaging:RabbitMq:PasswordFile";
    public const string PrefixKey = "Messaging:Prefix";

    private const string Shape =
        "It looks like amqp://user:password@host:5672/vhost, or amqps:// for an encrypted connection; " +
        "special characters in user, password and vhost are percent-encoded.";

    public static MessagingSettings Read(ConfigurationValues values, string archive, string? database)
    {
        var transport = values.Choice(TransportKey, MessagingTransport.InMemory);
        return new()
        {
            Transport = transport,
            Broker = transport == MessagingTransport.RabbitMq ? ReadBroker(values) : null,
            Prefix = $"{ReadPrefix(values)}-{archive}" + (database is null ? "" : $"-{database}"),
        };
    }

    private static string ReadPrefix(ConfigurationValues values)
    {
        var prefix = values.Text(PrefixKey) ?? "stbackup";
        if (prefix.Length > 60 || !prefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            values.Fault(PrefixKey, $"\"{Printable.Text(prefix)}\" can't begin a queue's name. Use up to 60 letters a to z, digits, '-', '_' and '.'.");
        return prefix;
    }

    private static BrokerAddress? ReadBroker(ConfigurationValues values)
    {
        var password = values.Secret(PasswordKey, PasswordFileKey);
        var (key, text) = values.Text(UriKey) is { } uri ? (UriKey, uri) : (ConnectionStringKey, values.Text(ConnectionStringKey));
        if (key == UriKey && values.Text(ConnectionStringKey) is not null)
            values.Fault(UriKey, $"{ConnectionStringKey} names a broker too. Set one of them.");
        if (text is null)
        {
            values.Fault(UriKey, $"No broker is named. {Shape} {ConnectionStringKey} works as well.");
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("amqp" or "amqps") || address.Host.Length == 0
            || address.AbsolutePath.Trim('/').Contains('/') || address.Query.Length > 0)
        {
            values.Fault(key, $"It can't be read as a broker's address. {Shape}");
            return null;
        }

        var user = address.UserInfo.Split(':', 2);
        var encrypted = address.Scheme == "amqps";
        return new(
            new UriBuilder("rabbitmq", address.Host, address.Port > 0 ? address.Port : encrypted ? 5671 : 5672, address.AbsolutePath).Uri,
            user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : "guest",
            password ?? (user.Length > 1 ? Uri.UnescapeDataString(user[1]) : "guest"),
            encrypted);
    }
}
