namespace StreamingTracker.Backup.Operations.Configuration;

/// <summary>
/// The configuration keys of a command line, <c>--Backup:Directory=…</c> or <c>--Backup:Directory …</c>, taken out of it. What is
/// left is for the program's own commands. An argument with a colon in its name is a key; no option of a command has one.
/// </summary>
/// <param name="Rest">The arguments that are no configuration.</param>
/// <param name="Values">Values by key.</param>
public sealed record ConfigurationArguments(IReadOnlyList<string> Rest, IReadOnlyDictionary<string, string?> Values)
{
    /// <summary>Takes them out.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="anyKey">Whether to take keys that are not among <see cref="SettingsKeys"/>: for a program that has others, too.</param>
    /// <exception cref="UsageException">A key is unknown, has no value, or would put a password on the command line.</exception>
    public static ConfigurationArguments Split(IReadOnlyList<string> arguments, bool anyKey = false)
    {
        var rest = new List<string>();
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument == "--")
            {
                rest.AddRange(arguments.Skip(i));
                break;
            }

            var equals = argument.IndexOf('=');
            var name = equals < 0 ? argument : argument[..equals];
            if (!name.StartsWith("--", StringComparison.Ordinal) || !name.Contains(':'))
            {
                rest.Add(argument);
                continue;
            }

            var key = anyKey ? name[2..] : Known(name[2..]);
            if (equals < 0 && ++i == arguments.Count) throw new UsageException($"--{key} has no value.", $"Write --{key}=VALUE.");
            var value = equals < 0 ? arguments[i] : argument[(equals + 1)..];
            PasswordArguments.Refuse(key, value);
            values[key] = value;
        }

        return new(rest, values);
    }

    private static string Known(string name) =>
        SettingsKeys.Find(name)
        ?? throw new UsageException(
            $"--{Printable.Text(name)} is no configuration key.",
            $"The keys are {string.Join(", ", SettingsKeys.All.Where(key => key != SettingsKeys.Password))}.");
}
