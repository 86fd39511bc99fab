using System.CommandLine;
using System.Globalization;
using Store.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;

var folder = new Option<string>("--folder") { Description = "Where the temporary databases go: on the disk that is to be measured.", DefaultValueFactory = _ => Path.GetTempPath(), Recursive = true };
var tills = new Option<int>("--tills") { Description = "Tills that sell at the same time.", DefaultValueFactory = _ => 16 };
var seconds = new Option<int>("--seconds") { Description = "How long they sell.", DefaultValueFactory = _ => 10 };
var sales = new Option<int?>("--sales") { Description = "How many sales they make in all, instead of so many seconds." };
var promotions = new Option<bool>("--promotions") { Description = "Then again with 100 live promotions, and both beside each other." };
var loyal = new Option<bool>("--members") { Description = "Then again to members, who earn points and pay part with points and stored value, and both beside each other." };
var checkout = new Command("checkout", "Tills that sell over HTTP, beside bare statements that write the same rows.") { tills, seconds, sales, promotions, loyal };
checkout.SetAction((parsed, cancel) => CheckoutBenchmark.Run(parsed.GetRequiredValue(folder), parsed.GetValue(tills), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(sales), parsed.GetValue(promotions), parsed.GetValue(loyal), cancel));

var basketLines = new Option<int>("--lines") { Description = "Lines of each basket.", DefaultValueFactory = _ => 50 };
var live = new Option<int>("--live") { Description = "Live promotions.", DefaultValueFactory = _ => 500 };
var pricing = new Command("pricing", "What promotions take off a large basket, in the engine and by the till's request.") { basketLines, live };
pricing.SetAction((parsed, cancel) => PricingBenchmark.Run(parsed.GetRequiredValue(folder), parsed.GetValue(basketLines), parsed.GetValue(live), cancel));

var products = new Option<int>("--products") { Description = "Products in the catalog.", DefaultValueFactory = _ => 100_000 };
var search = new Command("search", "A till's search and look-up among many products.") { products };
search.SetAction((parsed, cancel) => SearchBenchmark.Run(parsed.GetRequiredValue(folder), parsed.GetValue(products), cancel));

var file = new Argument<string?>("FILE") { Description = "A file of sales; the sample of the tests if none is named.", Arity = ArgumentArity.ZeroOrOne };
var import = new Command("import", "The verb 'import sales' with a whole file.") { file };
import.SetAction((parsed, cancel) => ImportBenchmark.Run(parsed.GetRequiredValue(folder), parsed.GetValue(file), cancel));

var closed = new Option<int>("--sales") { Description = "Sales of ten lines in the shift.", DefaultValueFactory = _ => 1000 };
var close = new Command("close", "Closing a shift of many sales.") { closed };
close.SetAction((parsed, cancel) => CloseBenchmark.Run(parsed.GetRequiredValue(folder), parsed.GetValue(closed), cancel));

var people = new Option<int>("--members") { Description = "Members of the chain.", DefaultValueFactory = _ => 1_000_000 };
var members = new Command("members", "Finding one of many members, and sifting them by five conditions.") { people };
members.SetAction((parsed, cancel) => MembersBenchmark.Run(parsed.GetRequiredValue(folder), parsed.GetValue(people), cancel));

var startup = new Command("startup", "From the start of the host to its first good answer.");
startup.SetAction((parsed, cancel) => StartupBenchmark.Run(parsed.GetRequiredValue(folder), cancel));

var papers = new Option<int>("--papers") { Description = "Receipts, one after the other.", DefaultValueFactory = _ => 10_000 };
var print = new Command("print", "From a till's request to the last byte at its printer.") { papers };
print.SetAction((parsed, cancel) => PrintBenchmark.Run(parsed.GetRequiredValue(folder), parsed.GetValue(papers), cancel));

return await new RootCommand("Load and cost figures of Store, one 'name: value' per line.") { folder, checkout, pricing, search, import, close, members, startup, print }.Parse(args).InvokeAsync();
