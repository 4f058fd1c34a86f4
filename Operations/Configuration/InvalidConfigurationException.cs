namespace StreamingTracker.Backup.Operations.Configuration;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Key">The key's name, such as <c>Backup:Directory</c>.</param>
/// <param name="Message">What is wrong and what would be right, as a sentence without any secret.</param>
public sealed record ConfigurationFault(string Key, string Message);

/// <summary>The configuration cannot be used. All its faults are told at once, a line of the message each.</summary>
public sealed class InvalidConfigurationException(IReadOnlyList<ConfigurationFault> faults)
    : Exception(string.Join('\n', faults.Select(fault => $"{fault.Key}: {fault.Message}").Prepend("The configuration is not valid.")))
{
    /// <summary>The faults, at least one.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; } = faults;
}
