// The item page: everything here makes what plain forms can do quicker, and nothing depends on it.

import "./staying.js";
import "./viewer.js";
import "./divider.js";
import "./links.js";
import "./checking.js";
import "./picking.js";
import "./grid.js";
import "./sums.js";
import "./leaving.js";
import "./itemkeys.js";
import "./ahead.js";

document.documentElement.classList.add("scripts");
