using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace StreamingTracker.Backup.Operations.Configuration;

/// <summary>
/// The values of a configuration, with the faults found in them: the readers of all its parts share one, so that all faults are told
/// at once. An empty value counts as none.
/// </summary>
public sealed class ConfigurationValues(IConfiguration configuration)
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    private readonly List<ConfigurationFault> _faults = [];
    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The faults found so far.</summary>
    public IReadOnlyList<ConfigurationFault> Faults => _faults;

    /// <summary>The keys that anything has asked for so far; a list counts by its own key.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>Adds a fault; the message says what is wrong and what would be right, without any secret.</summary>
    public void Fault(string key, string message) => _faults.Add(new(key, message));

    /// <summary>Ends the reading.</summary>
    /// <exception cref="InvalidConfigurationException">There were faults.</exception>
    public void DemandNoFaults()
    {
        if (_faults.Count > 0) throw new InvalidConfigurationException(_faults);
    }

    /// <summary>Whether anything has asked for a key, or for the list or section that it is in: else it means nothing here.</summary>
    public bool Knows(string key) => _asked.Any(asked =>
        key.Equals(asked, StringComparison.OrdinalIgnoreCase) || key.StartsWith(asked + ':', StringComparison.OrdinalIgnoreCase));

    /// <summary>A value as it is written; null for none.</summary>
    public string? Text(string key)
    {
        _asked.Add(key);
        return configuration[key] is { Length: > 0 } text ? text : null;
    }

    /// <summary>The values of a list, <c>key:0</c>, <c>key:1</c> and so on, each with its key. A single value without a number counts as well.</summary>
    public IReadOnlyList<(string Key, string Text)> List(string key)
    {
        _asked.Add(key);
        return
        [
            .. from section in configuration.GetSection(key).GetChildren().Prepend(configuration.GetSection(key))
               where section.Value is { Length: > 0 }
               select (section.Path, section.Value),
        ];
    }

    /// <summary>True or false.</summary>
    public bool Boolean(string key, bool fallback)
    {
        if (Text(key) is not { } text) return fallback;
        if (bool.TryParse(text, out var value)) return value;
        Fault(key, $"\"{Printable.Text(text)}\" is neither true nor false.");
        return fallback;
    }

    /// <summary>One of an enumeration's names, in upper or lower case.</summary>
    public T Choice<T>(string key, T fallback)
        where T : struct, Enum
    {
        if (Text(key) is not { } text) return fallback;
        if (Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name) return Enum.Parse<T>(name);
        Fault(key, $"\"{Printable.Text(text)}\" is none of {string.Join(", ", Enum.GetNames<T>())}.");
        return fallback;
    }

    /// <summary>A whole number.</summary>
    public long Integer(string key, long fallback, long least, long most)
    {
        if (Text(key) is not { } text) return fallback;
        var isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
        if (isNumber && value >= least && value <= most) return value;
        var range = most == long.MaxValue ? $"of {least} or more" : $"from {least} to {most}";
        Fault(key, $"\"{Printable.Text(text)}\" is no whole number {range}.");
        return fallback;
    }

    /// <summary>A time span: a number with its unit, such as <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>.</summary>
    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan least, TimeSpan most)
    {
        if (Text(key) is not { } text) return fallback;
        foreach (var (unit, seconds) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal)) continue;
            if (!double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) continue;
            if (number * seconds >= least.TotalSeconds && number * seconds <= most.TotalSeconds) return TimeSpan.FromSeconds(number * seconds);
        }

        Fault(
            key,
            $"\"{Printable.Text(text)}\" is no time from {least.TotalSeconds} s to {most.TotalSeconds} s. " +
            "Write a number with its unit: 500ms, 30s, 5m, 2h or 1d.");
        return fallback;
    }

    /// <summary>A password, given by itself or as the first line of a file; null for none. No message repeats it.</summary>
    public string? Secret(string key, string fileKey)
    {
        var secret = Text(key);
        if (Text(fileKey) is not { } file) return secret;
        if (secret is not null) Fault(fileKey, $"{key} is set too. Set one of them.");
        try
        {
            var read = File.ReadLines(file).FirstOrDefault();
            if (!string.IsNullOrEmpty(read)) return read;
            Fault(fileKey, $"The first line of {Printable.Text(file)} is empty. It holds the password.");
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Fault(
                fileKey,
                $"{Printable.Text(file)} can't be read. Name a file that this user can read and whose first line is the password.");
            return null;
        }
    }
}
