namespace Store.Contracts.Checkout;

/// <summary>What was answered to a question that the till asked.</summary>
/// <param name="QuestionId">The question.</param>
/// <param name="Text">The answer: a choice's code, a text, a date as yyyy-MM-dd, or a number with a point.</param>
/// <param name="LineNumber">The line of the sale or return that was asked about, counted from 1; null for the whole of it.</param>
public sealed record Answer(long QuestionId, string Text, int? LineNumber = null);
