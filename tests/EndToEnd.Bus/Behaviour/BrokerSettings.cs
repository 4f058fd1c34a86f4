using StreamingTracker.Backup.ServiceKit.Brokers;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Bus.Behaviour;

/// <summary>The settings of a service that is to be on a broker.</summary>
internal static class BrokerSettings
{
    /// <summary>Writes the password into a folder, and returns the settings.</summary>
    public static IReadOnlyList<string> Write(TemporaryFolder folder, RabbitMqBroker broker, string virtualHost)
    {
        File.WriteAllText(folder["password"], broker.Password);
        return
        [
            "--Messaging:Transport=RabbitMq",
            $"--Messaging:RabbitMq:Uri=amqp://{broker.User}@127.0.0.1:{broker.Port}/{virtualHost}",
            $"--Messaging:RabbitMq:PasswordFile={folder["password"]}",
        ];
    }
}
