namespace StreamingTracker.Backup.ServiceDefaults.Messaging;

/// <summary>A message is none that could ever be served: it goes to the error queue at once.</summary>
public sealed class InvalidRequestException(string message) : Exception(message);
